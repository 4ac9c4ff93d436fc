"""Writes incomplete-reference.json with mpmath at 60 digits, for incomplete.test.ts: rows of arguments and values."""

import json
from pathlib import Path

from mpmath import *

mp.dps = 60
H = mpf(10) ** -20


def slope(f, x):
    return (f(x + H) - f(x - H)) / (2 * H)


def is_far(a, x):
    return x > a + 5 * sqrt(a) + 5


def gamma_lower(a, x):
    if is_far(a, x):
        return 1 - gamma_upper(a, x)
    return exp(a * log(x) - x - loggamma(a + 1)) * hyp1f1(1, a + 1, x, maxterms=10**6)


def gamma_upper(a, x):
    if not is_far(a, x):
        return 1 - gamma_lower(a, x)
    below = mpf(0)
    for n in range(2000, 0, -1):
        below = n * (a - n) / (x + 2 * n + 1 - a + below)
    return exp(a * log(x) - x - loggamma(a)) / (x + 1 - a + below)


def gammas():
    for a in [0.01, 0.3, 0.5, 1, 2.5, 9.9, 30, 400, 2e4, 1e6]:
        for z in [0.001, 0.2, 0.7, 0.99, 1, 1.02, 1.5, 4, 30]:
            if a > 1e3 and not 0.9 < z < 1.1:
                z = 1 + (z - 1) / sqrt(a)
            x = a * z
            p = lambda v: log(gamma_lower(v, mpf(x)))
            q = lambda v: log(gamma_upper(v, mpf(x)))
            yield [a, x, p(mpf(a)), q(mpf(a)), slope(p, mpf(a)), slope(q, mpf(a))]


def beta_lower(a, b, x):
    scale = exp(a * log(x) + b * log1p(-x) - loggamma(a) - loggamma(b) + loggamma(a + b)) / a
    return scale * hyp2f1(a + b, 1, a + 1, x)


def betas():
    pairs = [(0.01, 0.02), (0.3, 0.4), (0.5, 3), (1, 1), (2.5, 7), (12, 15), (0.02, 50), (40, 0.6), (300, 200), (5, 4000), (9e3, 1e4)]
    for a, b in pairs:
        mean = mpf(a) / (a + b)
        spread = sqrt(mean * (1 - mean) / (a + b + 1))
        for z in [-6, -2, -0.3, 0.01, 1, 5]:
            logit = float(log(mean / (1 - mean)) + z * spread / (mean * (1 - mean)))
            if abs(logit) > 60:
                continue
            x = 1 / (1 + exp(-mpf(logit)))
            # Of the two tails the smaller is a sum of positive terms.
            lower = x < mean
            f = lambda u, v: log(beta_lower(u, v, x) if lower else 1 - beta_lower(v, u, 1 - x))
            u, v = mpf(a), mpf(b)
            yield [a, b, logit, f(u, v), slope(lambda w: f(w, v), u), slope(lambda w: f(u, w), v)]


def student(t, nu):
    x = nu / (nu + t * t)
    tail = beta_lower(nu / 2, mpf(0.5), x) / 2 if x < 1 else mpf(0.5)
    return log(tail if t < 0 else 1 - tail)


def students():
    for nu in [0.3, 1, 3, 4.5, 60, 1e4]:
        for t in [-50, -6, -1.3, -1e-5, 0.4, 2, 12]:
            yield [t, nu, student(mpf(t), mpf(nu)), slope(lambda v: student(mpf(t), v), mpf(nu))]


def skew(z, shape):
    """The integrand is positive on the thin side; the other is what it leaves."""
    if z == 0:
        return log(mpf(1) / 2 - atan(shape) / pi)
    if shape < 0:
        return log(2 * ncdf(z) - exp(skew(z, -shape)))
    if z > 0:
        return log(1 - 2 * ncdf(-z) + exp(skew(-z, shape)))
    f = lambda s: exp(-z * z * (1 + s * s) / 2) / (1 + s * s)
    points = [shape + mpf(1.3) ** k / abs(z) / (1 + abs(z) * shape) for k in range(-9, 90)]
    return log(quad(f, [shape, *points, inf]) / pi)


def skews():
    mp.dps = 30
    for shape in [-30, -4, -0.5, 0.02, 1, 6, 200]:
        for z in [-12, -3, -0.7, -1e-3, 0, 0.4, 2.5, 7]:
            yield [z, shape, skew(mpf(z), mpf(shape))]
    mp.dps = 60


def von_mises(lower, upper, kappa):
    near = [2 ** -mpf(k) for k in range(1, 14)]
    points = sorted({*linspace(lower, upper, 100), *(lower + d for d in near), *(upper - d for d in near)})
    points = [p for p in points if lower <= p <= upper]
    return log(quad(lambda t: exp(kappa * (cos(t) - 1)), points) / (2 * pi)) - log(besseli(0, kappa)) + kappa


def von_miseses():
    mp.dps = 40
    for kappa in [1e-3, 0.5, 2, 40, 900]:
        for lower, upper in [(-3.1, -2.9), (-3.1, -0.2), (-0.5, 0.1), (0.4, 3.1), (2.0, 4.5), (-5, -3)]:
            f = lambda k: von_mises(mpf(lower), mpf(upper), k)
            by_kappa = (f(mpf(kappa) * (1 + mpf(10) ** -12)) - f(mpf(kappa) * (1 - mpf(10) ** -12))) / (2 * mpf(kappa) * mpf(10) ** -12)
            yield [lower, upper, kappa, f(mpf(kappa)), by_kappa]
    mp.dps = 60


def numbers(rows):
    return [[float(value) for value in row] for row in rows]


rows = {"gamma": gammas(), "beta": betas(), "student": students(), "skewNormal": skews(), "vonMises": von_miseses()}
text = ",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in numbers(found)) + "\n]" for name, found in rows.items())
Path(__file__).with_name("incomplete-reference.json").write_text("{" + text + "}\n")
