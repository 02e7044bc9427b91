/** A function that does nothing, to measure others by. */
export const handler = async () => ({ statusCode: 204 });
