// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Philox.h"

#include <algorithm>
#include <cmath>

namespace casebook::phantom {

/// Mathematics whose bytes depend on no library: only + - x / and the square root, which IEEE 754
/// rounds exactly, and series of fixed length. Relative error below 1e-14 in the ranges named. Any thread.
inline constexpr double pi = 3.14159265358979323846;

[[nodiscard]] double exponential(double x); ///< |x| <= 700
[[nodiscard]] double sine(double x);        ///< |x| <= 1e6 rad
[[nodiscard]] double cosine(double x);      ///< |x| <= 1e6 rad
[[nodiscard]] double cubeRoot(double x);    ///< x >= 0

/// Vector in mm: x to the left, y to the back, z up from the lowest slice.
struct Vec {
    double x = 0, y = 0, z = 0;
};
[[nodiscard]] inline Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
[[nodiscard]] inline Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
[[nodiscard]] inline Vec operator*(double f, Vec a) { return {f * a.x, f * a.y, f * a.z}; }
[[nodiscard]] inline double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
[[nodiscard]] inline Vec cross(Vec a, Vec b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
[[nodiscard]] inline double norm(Vec a) { return std::sqrt(dot(a, a)); }
/// The direction of `a`; up where it has none.
[[nodiscard]] inline Vec direction(Vec a) {
    const double length = norm(a);
    return length > 1e-12 ? (1 / length) * a : Vec{0, 0, 1};
}
/// Even over the sphere; takes two numbers.
[[nodiscard]] Vec randomDirection(Random& random);

[[nodiscard]] inline double clamp01(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }
[[nodiscard]] inline double mix(double from, double to, double share) { return from + (to - from) * share; }
/// Share of a voxel inside a surface at signed distance `d`; the edge is `softness` mm wide.
[[nodiscard]] inline double coverage(double d, double softness) { return clamp01(0.5 - d / softness); }
/// Maximum with a rounded edge of about `k`: intersection of two signed distances.
[[nodiscard]] inline double smoothMax(double p, double q, double k) {
    const double w = clamp01(0.5 + 0.5 * (p - q) / k);
    return q + (p - q) * w + k * w * (1 - w);
}
/// Approximate signed distance to an ellipsoid about 0 with these half axes.
[[nodiscard]] inline double ellipsoid(Vec p, Vec radii) {
    const Vec a{p.x / radii.x, p.y / radii.y, p.z / radii.z};
    const Vec b{a.x / radii.x, a.y / radii.y, a.z / radii.z};
    const double k0 = norm(a), k1 = norm(b);
    return k1 < 1e-9 ? -std::min({radii.x, radii.y, radii.z}) : k0 * (k0 - 1) / k1;
}
/// The same for an ellipse in the plane.
[[nodiscard]] inline double ellipse(double x, double y, double halfX, double halfY) {
    const double ax = x / halfX, ay = y / halfY, bx = ax / halfX, by = ay / halfY;
    const double k0 = std::sqrt(ax * ax + ay * ay), k1 = std::sqrt(bx * bx + by * by);
    return k1 < 1e-9 ? -std::min(halfX, halfY) : k0 * (k0 - 1) / k1;
}

} // namespace casebook::phantom
