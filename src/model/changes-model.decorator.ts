import { UseMiddleware, type MiddlewareFn } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import type { Context } from '../server/context.ts';
import { forgetLoaded } from './load.service.ts';

/** Marks a mutation of the model: only for who may write, and what follows in its request sees the model as it left it. */
export const ChangesModel = (): MethodDecorator => (target, key, descriptor) => {
  Allowed('model.write')(target, key, descriptor);
  UseMiddleware(forgetting)(target, key, descriptor);
};

const forgetting: MiddlewareFn<Context> = async ({ context }, next) => {
  try {
    return await next();
  } finally {
    forgetLoaded(context.loaders);
  }
};
