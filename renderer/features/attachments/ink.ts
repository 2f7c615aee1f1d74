// Handwriting as strokes: drawn smoothly, cut to what was written, and turned into a picture of the ink alone.
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  /** 0 to 1; a mouse has no pressure and counts as one half. */
  readonly pressure: number;
}
export type Stroke = readonly InkPoint[];

export interface InkBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const ink = '#10182b';
const margin = 12;

export function strokeWidth(pressure: number): number {
  return 1.6 + 2.8 * pressure;
}

/** What the strokes cover, with a margin; null when nothing was written. */
export function inkBox(strokes: readonly Stroke[]): InkBox | null {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const left = Math.min(...xs) - margin;
  const top = Math.min(...ys) - margin;
  return { left, top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin - top };
}

/** A tap or a tiny mark is no signature. */
export function isSignature(strokes: readonly Stroke[]): boolean {
  const box = inkBox(strokes);
  const written = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  return box !== null && written >= 8 && Math.max(box.width, box.height) >= 60;
}

/** Through the middles between the points, so that no corner shows. */
export function drawStroke(pen: CanvasRenderingContext2D, stroke: Stroke): void {
  pen.strokeStyle = ink;
  pen.fillStyle = ink;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  const [first] = stroke;
  if (first === undefined) return;
  pen.beginPath();
  pen.arc(first.x, first.y, strokeWidth(first.pressure) / 2, 0, 2 * Math.PI);
  pen.fill();
  let from = first;
  let middle = { x: first.x, y: first.y };
  for (const point of stroke.slice(1)) {
    const next = { x: (from.x + point.x) / 2, y: (from.y + point.y) / 2 };
    pen.lineWidth = strokeWidth(point.pressure);
    pen.beginPath();
    pen.moveTo(middle.x, middle.y);
    pen.quadraticCurveTo(from.x, from.y, next.x, next.y);
    pen.stroke();
    middle = next;
    from = point;
  }
}
