/** How a field's value is encoded. */
const [VARINT, DELIMITED, FIXED32] = [0, 2, 5];

/** Writes protobuf's encoding field by field; by google-protobuf's classes it takes several times as long. */
export class ProtobufWriter {
  private bytes = Buffer.allocUnsafe(2 ** 16);
  private end = 0;

  /** A whole number, a member of an enumeration, or true or false. */
  whole(field: number, value: number | boolean): void {
    this.key(field, VARINT);
    this.varint(Number(value));
  }

  float(field: number, value: number): void {
    this.key(field, FIXED32);
    this.end = this.room(4).writeFloatLE(value, this.end);
  }

  string(field: number, text: string): void {
    this.message(field, () => (this.end += this.room(3 * text.length).write(text, this.end)));
  }

  octets(field: number, values: Uint8Array): void {
    this.message(field, () => {
      this.room(values.length).set(values, this.end);
      this.end += values.length;
    });
  }

  wholes(field: number, values: readonly number[]): void {
    this.message(field, () => values.forEach((value) => this.varint(value)));
  }

  floats(field: number, values: readonly number[]): void {
    this.message(field, () =>
      values.forEach((value) => (this.end = this.room(4).writeFloatLE(value, this.end))),
    );
  }

  doubles(field: number, values: readonly number[]): void {
    this.message(field, () =>
      values.forEach((value) => (this.end = this.room(8).writeDoubleLE(value, this.end))),
    );
  }

  /** A message, whose own fields are what `write` writes. */
  message(field: number, write: () => void): void {
    this.key(field, DELIMITED);
    const start = this.end;
    write();
    const length = this.end - start;
    // Its length comes first, and is known last.
    const size = sizeOf(length);
    this.room(size).copyWithin(start + size, start, this.end);
    this.end = start;
    this.varint(length);
    this.end += length;
  }

  /** An entry of a map from names to messages. */
  entry(field: number, name: string, write: () => void): void {
    this.message(field, () => {
      this.string(1, name);
      this.message(2, write);
    });
  }

  /** All that was written. */
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.end);
  }

  private key(field: number, encoding: number): void {
    this.varint(8 * field + encoding);
  }

  /** Seven bits in each byte, the lowest first; a negative number takes all 64. */
  private varint(value: number): void {
    const bytes = this.room(10);
    let low = value >>> 0;
    let high = Math.floor(value / 2 ** 32) >>> 0;
    while (high > 0 || low > 127) {
      bytes[this.end++] = low | 128;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    bytes[this.end++] = low;
  }

  /** The bytes, with room for so many more. */
  private room(more: number): Buffer {
    if (this.end + more > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (this.end + more));
      this.bytes.copy(larger, 0, 0, this.end);
      this.bytes = larger;
    }
    return this.bytes;
  }
}

/** The bytes that a length takes as a varint. */
function sizeOf(length: number): number {
  let size = 1;
  for (let left = length; left > 127; left = Math.floor(left / 128)) size++;
  return size;
}
