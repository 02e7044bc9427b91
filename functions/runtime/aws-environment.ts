// Of zod's two faces the one that a cold start can afford: 17 KB instead of 85, and half the time to load.
import * as z from 'zod/mini';

const required = z.string({ error: 'is not set' }).check(z.minLength(1, { error: 'is empty' }));

/** A name that the stack gives to a resource of its own, such as a table or a bus. */
export const resourceName = required;

const positive = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/, { error: 'is not a whole number' })),
  z.transform(Number),
);

const endpointUrl = z.optional(z.url({ error: 'is not a URL' }));

/**
 * What Lambda's runtime sets by itself, on every function: region and the role's session credentials.
 * The endpoints are the AWS SDKs' own variables and point a function at an emulator; the others are set on
 * one's own machine alone: `OUTGOING_HTTP`, as receivers and issuers may be local too, and a faster time.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export const awsEnvironment = z.object({
  AWS_REGION: required,
  AWS_ACCESS_KEY_ID: required,
  AWS_SECRET_ACCESS_KEY: required,
  AWS_SESSION_TOKEN: z.optional(z.string()),
  AWS_ENDPOINT_URL: endpointUrl,
  AWS_ENDPOINT_URL_DYNAMODB: endpointUrl,
  AWS_ENDPOINT_URL_EVENTBRIDGE: endpointUrl,
  AWS_ENDPOINT_URL_KMS: endpointUrl,
  AWS_ENDPOINT_URL_SQS: endpointUrl,
  /** How many seconds of waiting pass in one, counted from the origin (milliseconds since the epoch). */
  ROLLCALL_TIME_SCALE: z.optional(positive),
  ROLLCALL_TIME_ORIGIN: z.optional(positive),
  /** Whether a request to the admin API may say what time it is for lifecycle policies. */
  ROLLCALL_SETTABLE_CLOCK: z.optional(z.literal('yes', { error: 'is not yes' })),
  OUTGOING_HTTP: z.optional(z.literal('local', { error: 'is not local' })),
});

export type AwsEnvironment = z.output<typeof awsEnvironment>;

/** What is left for the stack to set on a function whose environment must satisfy `Config`. */
export type DeployedEnvironment<Config extends z.ZodMiniObject> = {
  [Name in Exclude<keyof z.input<Config>, keyof AwsEnvironment>]: z.input<Config>[Name];
};

/**
 * Reads a function's configuration once, at start, so that a wrong deployment fails before its first request.
 *
 * @throws Error naming every variable that is missing or wrong.
 */
export function parseEnvironment<Config extends z.ZodMiniObject>(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Config> {
  const result = config.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`This function's environment variables are wrong: ${problems.join('; ')}.`);
}

/** What a client of an AWS service is made from; `endpoint` is absent in AWS itself. */
export interface AwsOptions {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export function awsOptions(
  environment: AwsEnvironment,
  service: 'DYNAMODB' | 'EVENTBRIDGE' | 'KMS' | 'SQS',
): AwsOptions {
  const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment.AWS_ENDPOINT_URL;
  const sessionToken = environment.AWS_SESSION_TOKEN;
  return {
    region: environment.AWS_REGION,
    ...(endpoint && { endpoint }),
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      ...(sessionToken && { sessionToken }),
    },
  };
}
