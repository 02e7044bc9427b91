/** One of Rollcall's APIs here, and what opens it. */
export interface LocalApi {
  readonly baseUrl: string;
  readonly token: string;
}

export function callApi(
  { baseUrl, token }: LocalApi,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** The body of an answer. @throws Error for any but a success. */
export async function askApi(
  api: LocalApi,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await callApi(api, method, path, body);
  if (!response.ok) throw await refusal(method, path, response);
  return response.status === 204 ? undefined : response.json();
}

/** What is there already may stay; tells whether it was not. */
export async function createOnce(api: LocalApi, path: string, body: object): Promise<boolean> {
  const response = await callApi(api, 'POST', path, body);
  if (!response.ok && response.status !== 409) throw await refusal('POST', path, response);
  await response.arrayBuffer();
  return response.ok;
}

export async function refusal(method: string, path: string, response: Response): Promise<Error> {
  return new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
}
