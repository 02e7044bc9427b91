import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

const CONTEXT = 'rollcall:signingKeyGeneration';

/**
 * The keys that sign tokens, numbered. That of the generation in cdk.json signs; the next is published already, so
 * that everybody knows it when its turn comes, and the last still is, for the tokens that it signed. To rotate:
 * docs/apps.md.
 */
export class SigningKeys extends Construct {
  /** ARNs; the first signs. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const generation: unknown = this.node.tryGetContext(CONTEXT) ?? 1;
    if (typeof generation !== 'number' || !Number.isInteger(generation) || generation < 1) {
      throw new Error(`${CONTEXT} in cdk.json has to be a whole number from 1 on.`);
    }
    const arnOf = (number: number) => this.#createKey(number).keyArn;
    const [signing, next] = [arnOf(generation), arnOf(generation + 1)];
    const last = generation > 1 ? [arnOf(generation - 1)] : [];
    // One that nothing refers to any more stays for one generation: an export cannot go while it is imported.
    if (generation > 2) arnOf(generation - 2);
    this.arns = [signing, next, ...last];
  }

  /** The variable of a function that signs. */
  get environment() {
    return { SIGNING_KEY_ARNS: this.arns.join(',') };
  }

  /** To sign with the key whose turn it is, and to read all of them. */
  grantSign({ grantPrincipal }: IGrantable): void {
    const [signing = ''] = this.arns;
    const allow = (action: string, resources: readonly string[]) =>
      grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({ actions: [action], resources: [...resources] }),
      );
    allow('kms:Sign', [signing]);
    allow('kms:GetPublicKey', this.arns);
  }

  #createKey(number: number): Key {
    const key = new Key(this, `Key${number}`, {
      description: `Rollcall: signs tokens, generation ${number}`,
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
    });
    Stack.of(this).exportValue(key.keyArn);
    return key;
  }
}
