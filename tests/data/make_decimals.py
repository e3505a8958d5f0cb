# SPDX-License-Identifier: GPL-3.0-or-later
"""Random decimal operations with their results by Python's pure implementation (not libmpdec): a<TAB>b<TAB>op<TAB>result."""
import random
import _pydecimal as d

ctx = d.Context(prec=34, rounding=d.ROUND_HALF_EVEN, Emin=-383, Emax=384, capitals=1, clamp=0, flags=[], traps=[])
d.setcontext(ctx)
rng = random.Random(34)


def number():
    digits = rng.choice([1, 2, 5, 12, 20, 34])
    text = "".join(rng.choice("0123456789") for _ in range(digits)).lstrip("0") or "0"
    exponent = rng.choice([0, 0, -1, -2, -5, 3, -20, 30])
    return d.Decimal(rng.choice(["", "-"]) + text + "E" + str(exponent))


def plain(x):
    if not x.is_finite():
        return "error"
    x = x + 0
    return format(x.normalize() if x else d.Decimal(0), "f")


def operate(op, a, b):
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    if op == "*":
        return a * b
    if op == "/":
        return d.Decimal("NaN") if b == 0 else a / b
    if op == "floor":
        return a.to_integral_value(rounding=d.ROUND_FLOOR)
    if op == "round2":
        return a if a.as_tuple().exponent >= -2 else a.quantize(d.Decimal("0.01"), rounding=d.ROUND_HALF_UP)
    if op == "cmp":
        return a.compare(b)
    if b == 0:
        return d.Decimal("NaN")
    # Exact, by integers.
    ta, tb = a.as_tuple(), b.as_tuple()
    e = min(ta.exponent, tb.exponent)
    ia = (-1) ** ta.sign * int("".join(map(str, ta.digits))) * 10 ** (ta.exponent - e)
    ib = (-1) ** tb.sign * int("".join(map(str, tb.digits))) * 10 ** (tb.exponent - e)
    if op == "div":
        return +d.Decimal(ia // ib)
    return +(d.Decimal((0 if ia % ib >= 0 else 1, tuple(map(int, str(abs(ia % ib)))), e)))


for _ in range(4000):
    a, b = number(), number()
    op = rng.choice(["+", "-", "*", "/", "div", "mod", "floor", "round2", "cmp"])
    print(a, b, op, plain(operate(op, a, b)), sep="\t")
