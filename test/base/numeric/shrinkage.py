"""Shrunk covariances by the formulas of Schaefer and Strimmer (2005), target D, for shrinkage.test.ts."""

import json

import numpy as np


def shrunk(x):
    n, _ = x.shape
    s = np.cov(x, rowvar=False)
    sd = np.sqrt(np.diag(s))
    z = (x - x.mean(axis=0)) / sd
    w = z[:, :, None] * z[:, None, :]
    r = n / (n - 1) * w.mean(axis=0)
    error = n / (n - 1) ** 3 * ((w - w.mean(axis=0)) ** 2).sum(axis=0)
    off = ~np.eye(len(sd), dtype=bool)
    intensity = min(1.0, error[off].sum() / (r[off] ** 2).sum())
    shrunken = np.where(off, (1 - intensity) * r, 1.0)
    return shrunken * np.outer(sd, sd), intensity


random = np.random.default_rng(5)
cases = []
for n, p in [(4, 6), (12, 3), (40, 5)]:
    mix = random.normal(size=(p, p))
    x = (random.normal(size=(n, p)) @ mix).round(3)
    covariance, intensity = shrunk(x)
    cases.append(
        {
            "size": p,
            "draws": x.ravel().tolist(),
            "mean": x.mean(axis=0).tolist(),
            "covariance": covariance.ravel().tolist(),
            "intensity": intensity,
        }
    )
print(json.dumps(cases))
