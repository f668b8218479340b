import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import type { Context } from '../server/context.ts';
import { Job } from './job.entity.ts';
import { cancelJob } from './job.service.ts';
import { repeatJob } from './repeat.service.ts';
import { loadPlanText } from './result.service.ts';
import { watchJob } from './watch.service.ts';

@Resolver(() => Job)
export class JobResolver {
  @Allowed('runs.write')
  @Mutation(() => Job, { description: 'Stops a job that is QUEUED or RUNNING.' })
  cancelJob(@Ctx() { db, viewer }: Context, @Arg('id', () => ID) id: string): Promise<Job> {
    return cancelJob(db, viewer, id);
  }

  @Allowed('runs.write')
  @Mutation(() => Job, { description: 'The same plan and seed again.' })
  repeatJob(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
  ): Promise<Job> {
    return repeatJob(db, viewer, id, idempotencyKey);
  }

  @Allowed('runs.read')
  @Subscription(() => Job, {
    description: 'The job as it is now, and again whenever it has moved; ends when it is over.',
    subscribe: ({ context, args }: { context: Context; args: { id: string } }) =>
      watchJob(context.db, context.viewer, args.id) as never,
  })
  jobProgress(@Root() job: Job, @Arg('id', () => ID) _id: string): Job {
    return job;
  }

  @FieldResolver(() => String, {
    description: 'The frozen plan as JSON: every number that went in, with its source.',
  })
  plan(@Ctx() context: Context, @Root() job: Job): Promise<string> {
    return loadPlanText(context, job);
  }
}
