import { useEffect, useRef } from 'react';

interface PictureProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly label: string;
  readonly className: string;
}

/** An image drawn on a canvas: the page's policy needs no address for it, and nothing of it is kept by the browser. */
export function Picture({ bytes, label, className }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    void createImageBitmap(new Blob([bytes])).then(
      (bitmap) => {
        const target = canvas.current;
        if (isGone || target === null) return;
        target.width = bitmap.width;
        target.height = bitmap.height;
        target.getContext('2d')?.drawImage(bitmap, 0, 0);
        bitmap.close();
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [bytes]);
  return <canvas ref={canvas} className={className} role="img" aria-label={label} />;
}
