"""NumPyro: NUTS, diagonal metric, double precision, on one thread.

python3 numpyro_nuts.py workload data-folder models-folder cache-folder out.csv chains warmup draws
"""

import csv
import json
import sys
import time

from numpyro_models import MODELS, data, jax, np
from numpyro.infer import NUTS

workload, folder, _models, _cache, out = sys.argv[1:6]
chains, warmup, draws = map(int, sys.argv[6:9])


def columns(draws_of):
    """Columns by name, 1-based, and values [chains, draws, columns]."""
    names, parts = [], []
    for name, values in draws_of.items():
        shape = values.shape[2:]
        index = np.ndindex(*shape)
        names += [f"{name}[{','.join(str(i + 1) for i in at)}]" if shape else name for at in index]
        parts.append(np.asarray(values).reshape(values.shape[0], values.shape[1], -1))
    return names, np.concatenate(parts, axis=2)


model, judged = MODELS[workload]
given = data(workload, folder)
kernel = NUTS(model)


def step(state, _):
    state = kernel.sample(state, given, {})
    return state, (state.z, state.diverging)


def compiled(length, keep):
    """A loop compiled ahead, so that what is timed is sampling alone."""

    def loop(state):
        state, kept = jax.lax.scan(step, state, None, length=length)
        return (state, kept) if keep else state

    return jax.jit(loop).lower(starts[0]).compile()


starts = [kernel.init(jax.random.PRNGKey(k), warmup, None, given, {}) for k in range(chains)]
warm_up, collect = compiled(warmup, keep=False), compiled(draws, keep=True)
begun = time.process_time()
warmed = [jax.block_until_ready(warm_up(start)) for start in starts]
warm = time.process_time()
collected = [jax.block_until_ready(collect(state))[1] for state in warmed]
done = time.process_time()
divergent = int(sum(np.sum(np.asarray(diverging)) for _, diverging in collected))
constrain = jax.jit(jax.vmap(kernel.postprocess_fn(given, {})))
constrained = [constrain(z) for z, _ in collected]
drawn = {name: np.stack([np.asarray(chain[name]) for chain in constrained]) for name in judged}

names, values = columns(drawn)
with open(out, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["chain", *names])
    for chain in range(values.shape[0]):
        writer.writerows([chain + 1, *row] for row in values[chain].tolist())
note = f"{divergent} divergences" if divergent else ""
print(json.dumps({"warmup": warm - begun, "sampling": done - warm, "note": note}))
