// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Math.h"

namespace casebook::phantom {
namespace {

// x - n * pi/2 in [-pi/4, pi/4]; pi/2 in two parts, so that the difference keeps its digits.
struct Quadrant {
    double rest;
    int number; // 0 ... 3
};

Quadrant reduce(double x) {
    const double turns = x / (pi / 2);
    const long long n = static_cast<long long>(turns < 0 ? turns - 0.5 : turns + 0.5);
    const double high = 1.57079632673412561417e+00, low = 6.07710050650619224932e-11;
    return {(x - double(n) * high) - double(n) * low, int(((n % 4) + 4) % 4)};
}

double sineSeries(double x) {
    const double square = x * x;
    double sum = 0;
    for (int n = 19; n > 1; n -= 2)
        sum = (1 + sum) * (-square / double(n * (n - 1)));
    return x * (1 + sum);
}

double cosineSeries(double x) {
    const double square = x * x;
    double sum = 0;
    for (int n = 18; n > 1; n -= 2)
        sum = (1 + sum) * (-square / double(n * (n - 1)));
    return 1 + sum;
}

} // namespace

double exponential(double x) {
    constexpr double ln2High = 6.93147180369123816490e-01, ln2Low = 1.90821492927058770002e-10;
    const double scaled = x / (ln2High + ln2Low);
    const int n = int(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    const double rest = (x - double(n) * ln2High) - double(n) * ln2Low;
    double sum = 1;
    for (int k = 16; k > 0; --k)
        sum = 1 + sum * rest / double(k);
    const double factor = n < 0 ? 0.5 : 2; // exact steps
    for (int k = n < 0 ? -n : n; k > 0; --k)
        sum *= factor;
    return sum;
}

double sine(double x) {
    const Quadrant q = reduce(x);
    const double value = q.number % 2 == 0 ? sineSeries(q.rest) : cosineSeries(q.rest);
    return q.number < 2 ? value : -value;
}

double cosine(double x) {
    const Quadrant q = reduce(x);
    const double value = q.number % 2 == 0 ? cosineSeries(q.rest) : sineSeries(q.rest);
    return q.number == 0 || q.number == 3 ? value : -value;
}

double cubeRoot(double x) {
    if (!(x > 0))
        return 0;
    double scale = 1;
    for (; x >= 8; x /= 8)
        scale *= 2;
    for (; x < 1; x *= 8)
        scale /= 2;
    double root = 1 + (x - 1) / 7; // chord of the cube root over 1 ... 8
    for (int k = 0; k < 8; ++k)
        root = (2 * root + x / (root * root)) / 3;
    return scale * root;
}

Vec randomDirection(Random& random) {
    const double z = random.uniform(-1, 1), turn = random.uniform(0, 2 * pi);
    const double ring = std::sqrt(std::max(0.0, 1 - z * z));
    return {ring * cosine(turn), ring * sine(turn), z};
}

} // namespace casebook::phantom
