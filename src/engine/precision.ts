/**
 * The root mean square of φ′ below which float32 is not trusted with it: φ′ = 1 − tanh² and its like have the rounding
 * error 6·10⁻⁸ of the 1, which at this size is 6·10⁻⁶ of φ′.
 */
export const FLAT = 0.01;
