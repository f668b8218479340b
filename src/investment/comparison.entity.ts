import { ObjectType } from 'type-graphql';
import { ChildEntity } from 'typeorm';
import { Node } from '../model/node.type.ts';
import { Job } from '../simulation/job.entity.ts';

@ChildEntity('COMPARISON')
@ObjectType('Comparison', {
  implements: [Job, Node],
  description: 'What could be bought, each way in the same futures as what is in place.',
})
export class Comparison extends Job {}
