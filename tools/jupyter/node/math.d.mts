export function answer(
  formulas: readonly { tex: string; display: boolean }[],
):
  | { html: string[]; style: string; errors?: undefined }
  | { errors: { index: number; message: string }[]; html?: undefined; style?: undefined };
