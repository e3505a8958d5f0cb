# SPDX-License-Identifier: GPL-3.0-or-later
"""Random civil dates with their arithmetic by Python's datetime: a, b, day a, day b, weekday a, months, years, a + n."""
import calendar
import datetime
import random

rng = random.Random(7)
epoch = datetime.date(1970, 1, 1)


def add_months(date, months):
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    return date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1]))


def months_between(a, b):
    """The largest n with a + n months, clamped to the end of the month, not after b."""
    if b < a:
        return -months_between(b, a)
    n = (b.year - a.year) * 12 + b.month - a.month + 1
    while add_months(a, n) > b:
        n -= 1
    return n


def years_between(a, b):
    if b < a:
        return -years_between(b, a)
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


for i in range(3000):
    first = datetime.date.fromordinal(rng.randint(693596, 767009))  # 1900 to 2100
    span = rng.choice([3, 40, 400, 40000])
    second = datetime.date.fromordinal(min(767009, max(693596, first.toordinal() + rng.randint(-span, span))))
    n = rng.randint(-30, 30)
    print(first, second, (first - epoch).days, (second - epoch).days, first.isoweekday(), months_between(first, second),
          years_between(first, second), n, add_months(first, n), sep="\t")
