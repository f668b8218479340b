# One image for the API, the worker and the migrations: docker-compose.yml says which command each runs.

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY jobs ./jobs
COPY schema ./schema
RUN npx tsc -p tsconfig.build.json
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
WORKDIR /app
# A volume that is mounted here for the first time belongs to whom the folder belongs to.
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# What the program reads beside its code, see src/shipped.ts.
COPY --from=build /app/schema/operations ./schema/operations
COPY --from=build /app/src/database/example-hospital.json /app/src/database/example-clinic.json /app/src/database/example-health-plan.json ./src/database/
USER node
VOLUME /data
EXPOSE 4000
CMD ["node", "dist/src/main.js"]
