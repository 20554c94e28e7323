import { InvalidArgument, requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { cos as cosOf, sin as sinOf } from "../../numerics/elementary";
import { along, type Cost } from "./cost";

/** A quadratic valley in two weights, C = a·u₁² + b·u₂² in axes u that are turned by an angle. */
export interface Quadratic extends Cost {
  /** λ along each of its own axes: twice the coefficients. */
  readonly curvatures: readonly [number, number];
  /** How far its axes are turned, in degrees. */
  readonly angle: number;
  /** Where its minimum is. */
  readonly minimum: readonly [number, number];
  /** Its own axes as unit vectors. */
  readonly axes: readonly [number[], number[]];
  /** The coordinates of w along the valley's own axes, counted from the minimum. */
  coordinates(w: readonly number[]): number[];
  /** The point that has these coordinates. */
  at(coordinates: readonly number[]): number[];
}

/** What `quadratic` takes. */
export interface QuadraticOptions {
  /** [a, b] of C = a·u₁² + b·u₂², each above 0 up to 10⁶; default [0.001, 1]. */
  coefficients?: ArrayLike<number>;
  /** Degrees by which the axes u are turned against the weights w, −360 to 360; default 0: u = w. */
  angle?: number;
  /** Where the cost is 0; default [0, 0]. */
  minimum?: ArrayLike<number>;
}

/**
 * A quadratic valley. Its Hessian has the eigenvalues 2a and 2b, whatever the angle.
 * @throws InvalidArgument when an option is not as described
 */
export function quadratic(options: QuadraticOptions = {}): Quadratic {
  requireKnownKeys("quadratic options", options, ["coefficients", "angle", "minimum"]);
  const coefficients = pair("quadratic coefficients", options.coefficients ?? [0.001, 1]);
  for (const c of coefficients) requireNumber("quadratic coefficient", c, { above: 0, max: 1e6 });
  const angle = requireNumber("quadratic angle", options.angle ?? 0, { min: -360, max: 360 });
  const minimum = pair("quadratic minimum", options.minimum ?? [0, 0]);

  const [cos, sin] = turn(angle);
  const axes: [number[], number[]] = [
    [cos, sin],
    [-sin, cos],
  ];
  const curvatures: [number, number] = [2 * coefficients[0], 2 * coefficients[1]];
  // Written out, because descents ask for them a million times.
  const coordinates = ([w1, w2]: readonly number[]): number[] => {
    const [x, y] = [w1 - minimum[0], w2 - minimum[1]];
    return [cos * x + sin * y, cos * y - sin * x];
  };
  const combine = ([u1, u2]: readonly number[]): number[] => [cos * u1 - sin * u2, sin * u1 + cos * u2];
  const order = curvatures[0] <= curvatures[1] ? [0, 1] : [1, 0];
  const hessian = { values: order.map((i) => curvatures[i]), vectors: order.map((i) => axes[i]) };
  return {
    tex: `C = ${coefficients[0]}\\,u_1^2 + ${coefficients[1]}\\,u_2^2`,
    infimum: 0,
    curvatures,
    angle,
    minimum,
    axes,
    coordinates,
    at: (u) => along(minimum, combine(u), 1),
    cost(w) {
      const [u1, u2] = coordinates(w);
      return coefficients[0] * u1 * u1 + coefficients[1] * u2 * u2;
    },
    gradient(w) {
      const [u1, u2] = coordinates(w);
      return combine([curvatures[0] * u1, curvatures[1] * u2]);
    },
    curvature: () => hessian,
  };
}

/** Cosine and sine of an angle in degrees, exact at quarter turns, where floating point would leave 6·10⁻¹⁷. */
function turn(degrees: number): [number, number] {
  const exact = [0, 1, 0, -1];
  const quarters = degrees / 90;
  if (Number.isInteger(quarters)) {
    const q = ((quarters % 4) + 4) % 4;
    return [exact[(q + 1) % 4], exact[q]];
  }
  const radians = (degrees * Math.PI) / 180;
  return [cosOf(radians), sinOf(radians)];
}

function pair(argument: string, values: unknown): [number, number] {
  const [first, second, ...more] = requireNumberList(argument, values);
  if (second === undefined || more.length > 0)
    throw new InvalidArgument(argument, "must be two numbers", values);
  return [first, second];
}
