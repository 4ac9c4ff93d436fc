"""NumPyro from given states: so many transitions of NUTS from each, and where they end.

Nothing adapts: the step size is given here, the metric is that of unconstrained space, so a transition leaves the
posterior as it is.

python3 numpyro_sweeps.py workload data-folder models-folder cache-folder out.csv states 0 transitions states.csv
"""

import csv
import json
import re
import sys
import time

from numpyro_models import MODELS, data, jax, np
from numpyro.infer import NUTS
from numpyro.infer.util import unconstrain_fn

STEP_SIZES = {"A": 0.002, "C_lasso": 0.02, "C_horseshoe": 0.008, "E": 0.05}
# What programs of other peers call otherwise.
NAMES = {"w2": "W2"} if sys.argv[1] == "A" else {}

workload, folder, _models, _cache, out = sys.argv[1:6]
transitions, starts = int(sys.argv[8]), sys.argv[9]
if workload not in STEP_SIZES:
    sys.exit(f"no step size was chosen for {workload}")
model, _judged = MODELS[workload]
given = data(workload, folder)

with open(starts, newline="") as file:
    header, *rows = csv.reader(file)
states = np.array(rows, dtype=float)
places = {}
for place, column in enumerate(header):
    places.setdefault(column.split("[")[0], []).append(place)


def shape(name):
    """From the last column of an unknown; elements stand row by row."""
    return [int(size) for size in re.findall(r"\d+", header[places[name][-1]].removeprefix(name))]


def values(state):
    named = {NAMES.get(name, name): state[at].reshape(shape(name)) for name, at in places.items()}
    if workload == "A":
        named["W2"] = named["W2"].reshape(-1, 1)
    if workload == "C_horseshoe":
        named["z"] = named.pop("beta") / (named["lambda"] * named["tau"])
    return named


def transition(state, _):
    return kernel.sample(state, given, {}), None


def moved(state):
    return jax.lax.scan(transition, state, None, length=transitions)[0]


kernel = NUTS(model, step_size=STEP_SIZES[workload], adapt_step_size=False, adapt_mass_matrix=False)
begun = time.process_time()
free = [unconstrain_fn(model, given, {}, values(state)) for state in states]
inits = [kernel.init(jax.random.PRNGKey(k), 0, start, given, {}) for k, start in enumerate(free)]
move = jax.jit(moved).lower(inits[0]).compile()
constrain = kernel.postprocess_fn(given, {})
ready = time.process_time()
ended = [jax.block_until_ready(move(init)) for init in inits]
done = time.process_time()
divergent = sum(bool(end.diverging) for end in ended)

with open(out, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["chain", *header])
    for number, end in enumerate(ended):
        named = constrain(end.z)
        row = np.concatenate([np.ravel(named[NAMES.get(name, name)]) for name in places])
        writer.writerow([number + 1, *row.tolist()])
note = f"{divergent} of the last transitions diverged" if divergent else ""
print(json.dumps({"warmup": ready - begun, "sampling": done - ready, "note": note}))
