"""Writes special-reference.json with mpmath at 50 digits, for special.test.ts."""

from pathlib import Path
from mpmath import *
import json
mp.dps=50
def s(v): return float(v)
out={}
gx=[1e-10,1e-3,0.1,0.3,0.499,0.5,0.75,0.999,1.0000001,1.2,1.46163,1.5,1.9,2.0000001,2.3,2.5,3,4.7,7.3,9.99,10,12.5,31.4,100,1e3,1e6,1e15,-0.1,-0.5,-1.5,-2.3,-3.7,-10.25,-50.75]
out['lgamma']=[[x,s(log(abs(gamma(mpf(x)))) if abs(x)<1e5 else loggamma(mpf(x)))] for x in gx]
out['digamma']=[[x,s(digamma(mpf(x)))] for x in gx]
out['trigamma']=[[x,s(psi(1,mpf(x)))] for x in gx]
ex=[-8,-3,-1.5,-1,-0.5,-1e-8,0,1e-12,0.1,0.5,0.9,0.999,1,1.001,1.5,2,3,4.5,5.9]
out['erf']=[[x,s(erf(mpf(x)))] for x in ex]
out['erfc']=[[x,s(erfc(mpf(x)))] for x in ex+[8,12.3,20,25.9,26.5]]
nx=[-38,-30.7,-20,-12.34,-8,-5,-3,-1.5,-1.4,-1,-0.3,0,0.2,1,1.41,1.42,2.5,4,7]
out['normalCdf']=[[x,s(ncdf(mpf(x)))] for x in nx]
out['logNormalCdf']=[[x,s(log1p(-ncdf(-mpf(x))) if x>0 else log(ncdf(mpf(x))))] for x in nx+[-1e8,-5e3,-200,-50,9,20,37]]
ps=[1e-300,1e-100,1e-30,1e-12,1e-8,0.001,0.02,0.074,0.076,0.3,0.5,0.6,0.924,0.926,0.99,0.9999]
out['normalQuantile']=[]
for p in ps:
    P=mpf(p)
    x0=-sqrt(-2*log(P)) if p<0.01 else sqrt(2)*erfinv(2*P-1)
    r=findroot(lambda x: log(ncdf(x))-log(P),x0,tol=1e-60,verify=False) if p<0.01 else x0
    assert abs(ncdf(r)/P-1)<1e-30,p
    out['normalQuantile'].append([p,s(r)])
out['log1pexp']=[[x,s(log1p(exp(mpf(x))))] for x in [-800,-50,-3,0,2,40,1000]]
ab=[[0.001,0.002],[0.5,0.5],[1,3],[2.5,20],[0.01,1e6],[9.9,10.1],[12,15],[100,1e5],[1e8,1e9],[3,1e12]]
out['betaln']=[[a,b,s(loggamma(mpf(a))+loggamma(mpf(b))-loggamma(mpf(a)+mpf(b)))] for a,b in ab]
json.dump(out,open(Path(__file__).with_name('special-reference.json'), 'w'))
