"""Writes reference.json by SciPy (1.17.1), for distributions.test.ts: log densities, tails and means."""

import json
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import stats

REALS = [-7.5, -1, 0.3, 2, 40]
POSITIVES = [1e-3, 0.4, 1, 3.7, 25]
UNITS = [1e-4, 0.2, 0.5, 0.93]
COUNTS = [0, 1, 3, 9]
# Neither SciPy nor the declarations have these tails in closed form.
WITHOUT_TAILS = {"categorical", "degenerate", "ordered_logistic"}


def softmax(logits):
    weights = np.exp(np.array(logits) - max(logits))
    return weights / weights.sum()


CASES = {
    "normal": (lambda m, s: stats.norm(m, s), REALS, [[0, 1], [3, 0.5], [-20, 30]]),
    "half_normal": (lambda s: stats.halfnorm(0, s), POSITIVES, [[1], [7.5]]),
    "student_t": (lambda n, m, s: stats.t(n, m, s), REALS, [[3, 0, 1], [0.8, 1, 2], [50, -2, 0.3]]),
    "half_student_t": (lambda n, s: HalfT(n, s), POSITIVES, [[3, 2.5], [0.9, 1]]),
    "cauchy": (lambda m, s: stats.cauchy(m, s), REALS, [[0, 1], [2, 0.1]]),
    "half_cauchy": (lambda s: stats.halfcauchy(0, s), POSITIVES, [[5], [0.3]]),
    "laplace": (lambda m, b: stats.laplace(m, b), REALS, [[0, 1], [1.5, 0.2]]),
    "elastic_net": (lambda m, r, p: ElasticNet(m, r, p), REALS, [[0, 1, 1], [1.5, 8, 0.2], [-1, 0.1, 5]]),
    "logistic": (lambda m, s: stats.logistic(m, s), REALS, [[0, 1], [-3, 2.5]]),
    "exponential": (lambda r: stats.expon(0, 1 / r), POSITIVES, [[1], [0.05]]),
    "gamma": (lambda a, b: stats.gamma(a, 0, 1 / b), POSITIVES, [[1, 1], [0.3, 2], [12, 0.5]]),
    "inv_gamma": (lambda a, s: stats.invgamma(a, 0, s), POSITIVES, [[2, 1], [0.5, 3], [30, 100]]),
    "beta": (lambda a, b: stats.beta(a, b), UNITS, [[1, 1], [0.4, 0.7], [20, 3]]),
    "uniform": (lambda a, b: stats.uniform(a, b - a), [0.2, 0.7], [[0, 1], [-3, 5]]),
    "lognormal": (lambda m, s: stats.lognorm(s, 0, np.exp(m)), POSITIVES, [[0, 1], [2, 0.25]]),
    "bernoulli": (lambda p: stats.bernoulli(p), [0, 1], [[0.5], [0.03], [0.999]]),
    "binomial": (lambda n, p: stats.binom(n, p), COUNTS, [[9, 0.4], [60, 0.07], [200, 0.5]]),
    "poisson": (lambda r: stats.poisson(r), COUNTS, [[0.2], [4], [75]]),
    "neg_binomial_2": (lambda m, k: stats.nbinom(k, k / (k + m)), COUNTS, [[3, 2], [0.4, 0.1], [50, 300]]),
    "categorical": (
        lambda l: stats.rv_discrete(values=(range(1, len(l) + 1), softmax(l))),
        [1, 2, 3],
        [[[0, 0, 0]], [[-1, 2, 0.5]], [[100, 99, 90, 101]]],
    ),
    "weibull": (lambda k, s: stats.weibull_min(k, 0, s), POSITIVES, [[1, 1], [0.6, 2], [5, 8]]),
    "gumbel": (lambda m, s: stats.gumbel_r(m, s), [-4, -1, 0.3, 2, 40], [[0, 1], [-3, 2.5]]),
    "pareto": (lambda m, a: stats.pareto(a, 0, m), [2.5, 4, 90], [[1, 2.5], [2, 0.7]]),
    "frechet": (lambda a, s: stats.invweibull(a, 0, s), [0.5, 1, 3.7, 25], [[1.5, 1], [2.5, 2], [4, 2]]),
    "rayleigh": (lambda s: stats.rayleigh(0, s), POSITIVES, [[1], [6]]),
    "skew_normal": (lambda m, s, a: SkewNormal(m, s, a), [-7.5, -1, 0.3, 2, 6], [[0, 1, 0], [1, 2, 4], [-1, 3, -0.7]]),
    "exp_mod_normal": (lambda m, s, r: stats.exponnorm(1 / (s * r), m, s), REALS, [[0, 1, 1], [2, 0.5, 3], [-1, 2, 0.2]]),
    "chi_square": (lambda n: stats.chi2(n), POSITIVES, [[1], [4.5], [30]]),
    "inv_chi_square": (lambda n: stats.invgamma(n / 2, 0, 0.5), POSITIVES, [[1], [4.5], [30]]),
    "scaled_inv_chi_square": (lambda n, s: stats.invgamma(n / 2, 0, n * s * s / 2), POSITIVES, [[1, 1], [7, 2]]),
    "von_mises": (lambda m, k: VonMises(m, k), [-2.9, -1, 0.3, 3], [[0, 1], [0.8, 7], [-2.5, 0.2], [3, 60]]),
    "geometric": (lambda p: stats.geom(p, -1), COUNTS, [[0.5], [0.03], [0.9]]),
    "neg_binomial": (lambda a, b: stats.nbinom(a, b / (1 + b)), COUNTS, [[2, 0.5], [0.3, 0.1], [40, 8]]),
    "beta_binomial": (lambda n, a, b: stats.betabinom(n, a, b), COUNTS, [[9, 1, 1], [60, 0.7, 3], [20, 30, 4]]),
    "hypergeometric": (lambda n, a, b: stats.hypergeom(a + b, a, n), [1, 3, 4], [[5, 6, 4], [20, 7, 40], [30, 5, 300]]),
    "degenerate": (lambda v: stats.rv_discrete(values=([v], [1])), [3], [[3]]),
    "discrete_uniform": (lambda a, b: stats.randint(a, b + 1), [3, 4, 6], [[0, 9], [3, 6]]),
    "ordered_logistic": (
        lambda e, c: stats.rv_discrete(values=(range(1, len(c) + 2), between(e, c))),
        [1, 2, 3],
        [[0, [-1, 1]], [2.5, [-0.3, 0.1, 4]], [-2, [0, 6]]],
    ),
}


def between(eta, cutpoints):
    return np.diff([0, *stats.logistic(eta).cdf(cutpoints), 1])


class ElasticNet:
    """Either half is a normal cut at 0; by 50 digits, as SciPy has no such law."""

    def __init__(self, location, rate, precision):
        mp.mp.dps = 50
        self.location, self.rate, self.precision = location, mp.mpf(rate), mp.mpf(precision)
        root = self.rate / mp.sqrt(self.precision)
        self.half = mp.sqrt(2 * mp.pi / self.precision) * mp.exp(root**2 / 2) * mp.ncdf(-root)

    def logpdf(self, x):
        away = abs(mp.mpf(x) - mp.mpf(self.location))
        return -self.rate * away - self.precision * away**2 / 2 - mp.log(2 * self.half)

    def logcdf(self, x):
        away = mp.mpf(x) - mp.mpf(self.location)
        root = self.rate / mp.sqrt(self.precision)
        outside = mp.ncdf(-root - mp.sqrt(self.precision) * abs(away)) / mp.ncdf(-root) / 2
        return mp.log(outside if away < 0 else 1 - outside)

    def logsf(self, x):
        return self.mirrored().logcdf(-x)

    def mirrored(self):
        return ElasticNet(-self.location, self.rate, self.precision)

    def mean(self):
        return self.location


class SkewNormal:
    """SciPy's tails lose digits; these are integrals of the density."""

    def __init__(self, location, scale, shape):
        self.given = location, scale, shape
        self.law = stats.skewnorm(shape, location, scale)
        self.logpdf, self.mean = self.law.logpdf, self.law.mean

    def tail(self, x, sign):
        mp.mp.dps = 30
        location, scale, shape = map(mp.mpf, self.given)
        z = (mp.mpf(x) - location) / scale
        points = [z + sign * mp.mpf(k) / 8 for k in range(200)] + [sign * mp.inf]
        density = lambda t: 2 * mp.npdf(t) * mp.ncdf(shape * t)
        # The rule's errors are absolute.
        size = density(z)
        return mp.log(size) + mp.log(abs(mp.quad(lambda t: density(t) / size, points)))

    def logcdf(self, x):
        return self.tail(x, -1)

    def logsf(self, x):
        return self.tail(x, 1)


class VonMises:
    """SciPy's angles are any; of these the tails end at -pi and pi."""

    def __init__(self, mu, kappa):
        self.mu, self.kappa = mu, kappa
        self.law = stats.vonmises(kappa, mu)
        self.logpdf, self.mean = self.law.logpdf, self.law.mean

    def mass(self, lower, upper):
        mp.mp.dps = 30
        density = lambda t: mp.exp(self.kappa * (mp.cos(t - mp.mpf(self.mu)) - 1))
        whole = 2 * mp.pi * mp.besseli(0, self.kappa) * mp.exp(-mp.mpf(self.kappa))
        return mp.log(mp.quad(density, mp.linspace(lower, upper, 60)) / whole)

    def logcdf(self, x):
        return self.mass(-mp.pi, mp.mpf(x))

    def logsf(self, x):
        return self.mass(mp.mpf(x), mp.pi)


class HalfT:
    def __init__(self, nu, sigma):
        self.whole = stats.t(nu, 0, sigma)
        self.nu, self.sigma = nu, sigma

    def logpdf(self, x):
        return np.log(2) + self.whole.logpdf(x)

    def logsf(self, x):
        return np.log(2) + self.whole.logsf(x)

    def logcdf(self, x):
        return np.log1p(-np.exp(self.logsf(x)))

    def mean(self):
        if self.nu <= 1:
            return np.inf
        return 2 * stats.t(self.nu, 0, self.sigma).expect(lambda x: x, lb=0)


def row(name, build, xs, parameters):
    d = build(*parameters)
    log = d.logpmf if hasattr(d, "logpmf") and not hasattr(getattr(d, "dist", d), "logpdf") else d.logpdf
    tails = {} if name in WITHOUT_TAILS else {
        "logCdf": [number(d.logcdf(x)) for x in xs],
        "logSurvival": [number(d.logsf(x)) for x in xs],
    }
    with np.errstate(all="ignore"):
        mean = float(d.mean())
    return {
        "parameters": parameters,
        "x": xs,
        "logDensity": [float(log(x)) for x in xs],
        **tails,
        "mean": number(mean),
    }


def number(x):
    return float(x) if np.isfinite(float(x)) else str(float(x))


out = {name: [row(name, build, xs, p) for p in rows] for name, (build, xs, rows) in CASES.items()}
path = Path(__file__).with_name("reference.json")
path.write_text(json.dumps(out, indent=1) + "\n")
