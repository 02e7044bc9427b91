import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { StatefulStack } from '#infra/stateful-stack.ts';
import { StatelessStack } from '#infra/stateless-stack.ts';

/** Rollcall as it is deployed; synthesis fails on any finding of the rule packs. */
export class RollcallApp extends App {
  readonly stateful: StatefulStack;
  readonly stateless: StatelessStack;

  constructor(props?: AppProps) {
    super(props);
    this.stateful = new StatefulStack(this, 'RollcallStateful');
    this.stateless = new StatelessStack(this, 'RollcallStateless', this.stateful);
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this), new ServerlessChecks(this));
  }
}
