# SPDX-License-Identifier: GPL-3.0-or-later
# Oracle of RoiRasterTest: outlines and the pixels that lie in them, by the crossing number of each pixel
# centre; how outlines combine is written out case by case.
import json
import math
import random

W, H = 40, 36


def inside(ring, x, y):
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd


def circle(cx, cy, r, n=37, wobble=0.0, seed=0):
    rnd = random.Random(seed)
    out = []
    for i in range(n):
        a = 2 * math.pi * i / n + 0.013
        rr = r * (1 + wobble * (rnd.random() - 0.5))
        out.append((round(cx + rr * math.cos(a), 4), round(cy + rr * math.sin(a), 4)))
    return out


def box(x0, y0, x1, y1):
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def keyhole(outer, inner):
    # out to the hole, around it the other way, and back over the same edge
    return outer + [outer[0]] + inner[::-1] + [inner[-1]]


cases = []


def case(name, rings, rule, types=None, tiny=0, crossing=False, repeated=False):
    rows = ["".join("1" if rule(x, y) else "0" for x in range(W)) for y in range(H)]
    cases.append({"name": name, "rings": rings, "types": types or ["CLOSED_PLANAR"] * len(rings),
                  "rows": rows, "tiny": tiny, "crossing": crossing, "repeated": repeated})


big, small, other = circle(18.3, 17.2, 13.1), circle(14.1, 16.4, 4.2, 23), circle(28.2, 20.6, 9.4, 31)
isle = circle(14.0, 16.2, 2.1, 11)
case("one", [big], lambda x, y: inside(big, x, y))
case("nested hole", [big, small], lambda x, y: inside(big, x, y) != inside(small, x, y))
case("hole first", [small, big], lambda x, y: inside(big, x, y) != inside(small, x, y))
case("island in a hole", [big, small, isle],
     lambda x, y: (inside(big, x, y) != inside(small, x, y)) != inside(isle, x, y))
case("keyhole", [keyhole(big, small)], lambda x, y: inside(big, x, y) and not inside(small, x, y))
case("xor hole", [big, small], lambda x, y: inside(big, x, y) and not inside(small, x, y),
     ["CLOSEDPLANAR_XOR"] * 2)
case("xor crossing", [big, other], lambda x, y: inside(big, x, y) != inside(other, x, y),
     ["CLOSEDPLANAR_XOR"] * 2)
case("crossing islands", [big, other], lambda x, y: inside(big, x, y) or inside(other, x, y), crossing=True)
case("crossing islands with a hole", [big, other, small],
     lambda x, y: (inside(big, x, y) or inside(other, x, y)) and not inside(small, x, y), crossing=True)
case("apart", [small, other], lambda x, y: inside(small, x, y) or inside(other, x, y))
case("twice the same", [big, list(big)], lambda x, y: inside(big, x, y), repeated=True)
case("twice, other way round", [big, big[::-1]], lambda x, y: inside(big, x, y), repeated=True)
half_a, half_b = box(3.2, 4.1, 15.5, 20.3), box(15.5, 4.1, 30.2, 20.3)
case("a common edge", [half_a, half_b], lambda x, y: inside(half_a, x, y) or inside(half_b, x, y))
whole_a, whole_b = box(4, 5, 12, 15), box(12, 5, 22, 15)
case("edges on pixel centres", [whole_a, whole_b],
     lambda x, y: inside(whole_a, x, y) or inside(whole_b, x, y))
star = [(round(18 + 14 * math.cos(4 * math.pi * i / 5 + .2), 4), round(17 + 14 * math.sin(4 * math.pi * i / 5 + .2), 4))
        for i in range(5)]
case("star that crosses itself", [star], lambda x, y: inside(star, x, y))
eight = [(5, 5), (30.5, 25.5), (30.5, 5.2), (5.2, 25.1)]
case("figure eight", [eight], lambda x, y: inside(eight, x, y))
speck = [(18.1, 17.1), (18.3, 17.1), (18.2, 17.3)]
case("a speck takes nothing away", [big, speck], lambda x, y: inside(big, x, y), tiny=1)
case("a speck alone is a pixel", [speck], lambda x, y: (x, y) == (18, 17), tiny=1)
line = [(7.9, 9.2), (8.3, 9.1)]
case("two points are a pixel", [line, big], lambda x, y: inside(big, x, y) or (x, y) == (8, 9), tiny=1)
case("points", [[(3.4, 4.6)], big], lambda x, y: inside(big, x, y) or (x, y) == (3, 5), ["POINT", "CLOSED_PLANAR"])
part = circle(1.0, 34.0, 9.0)
case("partly outside", [part], lambda x, y: inside(part, x, y))
far = circle(500, 500, 5)
case("wholly outside", [far], lambda x, y: False)
for seed in range(12):
    ring = circle(19, 17, 13, 61, 1.2, seed)
    case("wobbly %d" % seed, [ring], lambda x, y, r=ring: inside(r, x, y))
print(json.dumps({"width": W, "height": H, "cases": cases}))
