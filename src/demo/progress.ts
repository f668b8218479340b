const WIDTH = 30;

/** A bar that draws itself over its own line in a terminal, and says each quarter once where there is none. */
export function progressBar(out: NodeJS.WriteStream, label: string) {
  let said = -1;
  return {
    show(share: number): void {
      const percent = `${Math.round(share * 100)}%`.padStart(4);
      if (out.isTTY) {
        const full = Math.round(share * WIDTH);
        out.write(`\r${label} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]${percent}`);
        return;
      }
      const quarter = Math.floor(share * 4);
      if (quarter > said) out.write(`${label} ${percent}\n`);
      said = Math.max(said, quarter);
    },
    done(): void {
      if (out.isTTY) out.write('\n');
    },
  };
}
