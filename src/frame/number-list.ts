/** Numbers in order, in memory that stays; grows by doubling. */
export class NumberList {
  count = 0;
  at: Float64Array = new Float64Array(16);

  clear(): void {
    this.count = 0;
  }

  add(number: number): void {
    if (this.count === this.at.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.at);
      this.at = larger;
    }
    this.at[this.count] = number;
    this.count += 1;
  }
}
