"""The workloads as models of NumPyro, in double precision on one thread, and their data."""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro import deterministic, sample

numpyro.enable_x64()
TEST_ROWS = 20


def table(folder, name):
    return np.loadtxt(os.path.join(folder, name + ".csv"), delimiter=",", skiprows=1)


def halves(x):
    return x[:, :-1], x[:, -1]


def network(x, outputs, hidden, prior):
    w1 = sample("W1", prior("W1").expand([x.shape[1], hidden]).to_event(2))
    b1 = sample("b1", prior("b1").expand([hidden]).to_event(1))
    w2 = sample("W2", prior("W2").expand([hidden, outputs]).to_event(2))
    b2 = sample("b2", dist.Normal(0.0, 1.0).expand([outputs]).to_event(1))
    return lambda rows: jnp.tanh(rows @ w1 + b1) @ w2 + b2


def model_a(x, y, xt):
    v1 = sample("v1", dist.InverseGamma(2.0, 0.5))
    vb = sample("vb", dist.InverseGamma(2.0, 0.5))
    v2 = sample("v2", dist.InverseGamma(2.0, 0.04))
    sigma = sample("sigma", dist.HalfNormal(1.0))
    variances = {"W1": v1, "b1": vb, "W2": v2}
    f = network(x, 1, 50, lambda name: dist.Normal(0.0, jnp.sqrt(variances[name])))
    deterministic("f", f(xt)[:, 0])
    sample("y", dist.Normal(f(x)[:, 0], sigma), obs=y)


def model_b(x, y, xt):
    scales = {
        "W1": sample("s1", dist.InverseGamma(3.0, 1.0)),
        "W2": sample("s2", dist.InverseGamma(3.0, 1.0)),
    }
    normal = dist.Normal(0.0, 1.0)
    prior = lambda name: dist.Laplace(0.0, scales[name]) if name in scales else normal
    f = network(x, 3, 30, prior)
    deterministic("p", jax.nn.softmax(f(xt), axis=1))
    sample("y", dist.Categorical(logits=f(x)), obs=y.astype(int) - 1)


def model_c_lasso(x, y, _xt):
    b = sample("b", dist.HalfNormal(1.0))
    sigma = sample("sigma", dist.HalfNormal(1.0))
    beta = sample("beta", dist.Laplace(0.0, b).expand([x.shape[1]]).to_event(1))
    sample("y", dist.Normal(x @ beta, sigma), obs=y)


def model_c_horseshoe(x, y, _xt):
    size = [x.shape[1]]
    z = sample("z", dist.Normal(0.0, 1.0).expand(size).to_event(1))
    local = sample("lambda", dist.HalfCauchy(1.0).expand(size).to_event(1))
    tau = sample("tau", dist.HalfCauchy(1.0))
    sigma = sample("sigma", dist.HalfNormal(1.0))
    beta = deterministic("beta", z * local * tau)
    sample("y", dist.Normal(x @ beta, sigma), obs=y)


def model_d(errors, y, _xt):
    mu = sample("mu", dist.Normal(0.0, 5.0))
    tau = sample("tau", dist.HalfCauchy(5.0))
    z = sample("z", dist.Normal(0.0, 1.0).expand([len(y)]).to_event(1))
    theta = deterministic("theta", mu + tau * z)
    sample("y", dist.Normal(theta, errors), obs=y)


def model_e(x, y, _xt):
    a = sample("a", dist.Normal(0.0, 5.0))
    beta = sample("beta", dist.Normal(0.0, 2.5).expand([x.shape[1]]).to_event(1))
    sample("y", dist.Bernoulli(logits=a + x @ beta), obs=y)


MODELS = {
    "A": (model_a, ["f", "sigma", "v1", "vb", "v2"]),
    "B": (model_b, ["p", "s1", "s2"]),
    "C_lasso": (model_c_lasso, ["beta", "sigma", "b"]),
    "C_horseshoe": (model_c_horseshoe, ["beta", "sigma", "tau"]),
    "D": (model_d, ["mu", "tau", "theta"]),
    "E": (model_e, ["a", "beta"]),
}


def data(workload, folder):
    if workload == "D":
        schools = table(folder, "D")
        return schools[:, 1], schools[:, 0], None
    base = workload.split("_")[0]
    x, y = halves(table(folder, base + "_train"))
    return x, y, halves(table(folder, base + "_test"))[0][:TEST_ROWS]
