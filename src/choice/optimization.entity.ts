import { ObjectType } from 'type-graphql';
import { ChildEntity } from 'typeorm';
import { Node } from '../model/node.type.ts';
import { Job } from '../simulation/job.entity.ts';

@ChildEntity('OPTIMIZATION')
@ObjectType('Optimization', {
  implements: [Job, Node],
  description: 'A search for the best set of controls, and for good sets at other budgets.',
})
export class Optimization extends Job {}
