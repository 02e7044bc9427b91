/**
 * DynamoDB's wire format is what the SDK's callers hold already: `{ "S": "..." }`. The SDK still walks every
 * attribute by its schema, for the sake of binary values and dates. Rollcall's items have neither, so text
 * goes in and out as it stands. DynamoDB refuses a `Uint8Array` written this way with a ValidationException.
 *
 * Fits the `jsonCodec` of the SDK's AWS JSON 1.0 protocol.
 */
export const attributeJsonCodec = {
  setSerdeContext(): void {},

  createSerializer() {
    let input: unknown;
    return {
      setSerdeContext(): void {},
      write(_schema: unknown, value: unknown): void {
        input = value;
      },
      flush: (): string => JSON.stringify(input),
    };
  },

  createDeserializer() {
    const decoder = new TextDecoder();
    return {
      setSerdeContext(): void {},
      read: (_schema: unknown, body: Uint8Array): unknown => JSON.parse(decoder.decode(body)),
      readObject: (_schema: unknown, value: unknown): unknown => value,
    };
  },
};
