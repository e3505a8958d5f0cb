// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Organs.h"

namespace casebook::phantom {
namespace {

constexpr double muscle = 50, cortex = 600, marrow = 220;

// Builds organs from places in units of the person: x and y in 1/s mm, z as a share of the scan's length.
class Builder {
public:
    explicit Builder(const Anatomy& a) : a_(a) {}

    [[nodiscard]] Vec at(double x, double y, double z) const {
        return {x * a_.scale, y * a_.scale, z * a_.height};
    }
    void rod(Vec from, Vec to, double radius, double hu, double cortexHu = 0) {
        organs_.push_back({Organ::Shape::Rod, from, to, radius * a_.scale, hu, cortexHu});
    }
    void ellipsoidAt(Vec centre, Vec radii, double hu, double cortexHu = 0) {
        organs_.push_back({Organ::Shape::Ellipsoid, centre, a_.scale * radii, 0, hu, cortexHu});
    }
    [[nodiscard]] std::vector<Organ> take() { return std::move(organs_); }

private:
    const Anatomy& a_;
    std::vector<Organ> organs_;
};

double bloodHu(const Anatomy& a) { return a.contrast ? 230 : 42; }

} // namespace

double Organ::distance(Vec p) const {
    if (shape == Shape::Ellipsoid)
        return ellipsoid(p - from, to);
    const Vec axis = to - from, rest = p - from;
    const double square = dot(axis, axis);
    const double t = square > 0 ? clamp01(dot(rest, axis) / square) : 0;
    return norm(rest - t * axis) - radius;
}

Box Organ::box() const {
    if (shape == Shape::Ellipsoid)
        return {from - to, from + to};
    const Vec r{radius, radius, radius};
    return {Vec{std::min(from.x, to.x), std::min(from.y, to.y), std::min(from.z, to.z)} - r,
            Vec{std::max(from.x, to.x), std::max(from.y, to.y), std::max(from.z, to.z)} + r};
}

std::vector<Organ> wallOrgans(const Anatomy& a) {
    Builder b(a);
    const double back = a.halfDepth / a.scale; // b in units of the person
    for (const double side : {-1.0, 1.0}) {
        b.rod(b.at(side * 27, 1.08 * back, -0.1), b.at(side * 27, 1.08 * back, 1.1), 15,
              muscle); // erector spinae
        b.rod(b.at(side * 44, 1.04 * back, -0.1), b.at(side * 42, 1.06 * back, 1.1), 10, muscle);
        b.ellipsoidAt(b.at(side * 112, 0.14 * back, 1.0), {58, 46, 62}, muscle); // shoulder
        b.rod(b.at(side * 20, 0.9 * back, 0.92), b.at(side * 130, 0.6 * back, 0.98), 12, muscle); // trapezius
        b.rod(b.at(side * 62, 0.90 * back, 0.84), b.at(side * 142, 0.2 * back, 0.97), 5, marrow,
              450); // scapular spine
        b.rod(b.at(side * 16, -0.70 * back, 0.855), b.at(side * 70, -0.62 * back, 0.93), 6, marrow,
              cortex); // clavicle
        b.rod(b.at(side * 70, -0.62 * back, 0.93), b.at(side * 134, -0.1 * back, 0.985), 6, marrow, cortex);
        b.ellipsoidAt(b.at(side * 148, 0.04 * back, 1.0), {23, 23, 25}, marrow, cortex); // humeral head
    }
    return b.take();
}

std::vector<Organ> heartOrgans(const Anatomy& a) {
    Builder b(a);
    const double blood = bloodHu(a), front = a.halfDepth / a.scale, h = a.heart;
    const double vein = a.contrast ? 1.2 * blood : blood;
    b.ellipsoidAt(b.at(36, -0.40 * front, 0.30), h * Vec{24, 20, 29}, blood); // left ventricle
    b.ellipsoidAt(b.at(6, -0.62 * front, 0.31), h * Vec{31, 12, 36}, blood); // right ventricle
    b.ellipsoidAt(b.at(-29, -0.30 * front, 0.36), h * Vec{18, 22, 31}, vein); // right atrium
    b.ellipsoidAt(b.at(6, -2, 0.43), h * Vec{33, 17, 22}, blood); // left atrium
    b.rod(b.at(8, -26, 0.38), b.at(-5, -30, 0.70), 15, blood); // ascending aorta
    b.rod(b.at(-5, -30, 0.70), b.at(8, -12, 0.75), 14, blood); // arch
    b.rod(b.at(8, -12, 0.75), b.at(25, 12, 0.755), 12, blood);
    b.rod(b.at(25, 12, 0.755), b.at(22, 40, 0.70), 12, blood);
    b.rod(b.at(20, -48, 0.42), b.at(20, -22, 0.585), 13, blood); // pulmonary trunk
    b.rod(b.at(20, -22, 0.585), b.at(38, 10, 0.52), 10, blood); // left pulmonary artery
    b.rod(b.at(18, -14, 0.575), b.at(-6, -5, 0.545), 10, blood); // right one, behind the aorta
    b.rod(b.at(-6, -5, 0.545), b.at(-36, 6, 0.52), 9, blood);
    b.rod(b.at(-20, -12, 0.36), b.at(-14, -9, 0.60), 8.5, vein); // superior vena cava
    b.rod(b.at(-14, -9, 0.60), b.at(-14, -10, 0.86), 8, vein);
    b.rod(b.at(-14, -10, 0.86), b.at(34, -26, 0.90), 6, vein); // brachiocephalic veins
    b.rod(b.at(-14, -10, 0.86), b.at(-34, -16, 1.0), 7, vein);
    b.rod(b.at(-2, -16, 0.75), b.at(-17, -4, 0.92), 6.5, blood); // arteries from the arch
    b.rod(b.at(-17, -4, 0.92), b.at(-30, 2, 1.02), 5, blood);
    b.rod(b.at(12, -6, 0.75), b.at(17, 0, 1.02), 4, blood);
    b.rod(b.at(23, 10, 0.76), b.at(30, 16, 1.02), 5, blood);
    return b.take();
}

std::vector<Organ> abdominalOrgans(const Anatomy& a) {
    Builder b(a);
    const double dome = a.domeLeft / a.height;
    b.ellipsoidAt(b.at(60, -18, dome - 0.16), {42, 40, 44}, a.contrast ? 70 : 48); // wall of the stomach
    b.ellipsoidAt(b.at(60, -18, dome - 0.16), {38, 36, 40}, 22);
    b.ellipsoidAt(b.at(94, 36, dome - 0.17), {26, 42, 44}, a.contrast ? 115 : 52); // spleen
    return b.take();
}

std::vector<Organ> throughOrgans(const Anatomy& a) {
    Builder b(a);
    const double blood = bloodHu(a);
    b.rod(b.at(22, 40, 0.70), b.at(19, 42, 0.25), 12, blood); // descending aorta
    b.rod(b.at(19, 42, 0.25), b.at(8, 44, -0.1), 11.5, blood);
    b.rod(b.at(-24, 8, -0.1), b.at(-24, -6, 0.30), 11, blood); // inferior vena cava
    b.rod(b.at(-10, 50, -0.1), b.at(-11, 46, 0.62), 3.5, blood); // azygos vein
    b.rod(b.at(3, 32, 0.60), b.at(3, 33, 1.1), 7, 38); // oesophagus
    b.rod(b.at(3, 32, 0.60), b.at(6, 30, 0.25), 7.5, 38);
    b.rod(b.at(6, 30, 0.25), b.at(30, 4, 0.12), 8, 38);
    b.rod(b.at(2, 31, 0.78), b.at(2, 31, 0.88), 2, -700); // some air in it
    return b.take();
}

std::vector<Organ> organsAt(const std::vector<Organ>& organs, double z, double softness) {
    std::vector<Organ> touched;
    for (const Organ& organ : organs)
        if (const Box box = organ.box(); z > box.low.z - softness && z < box.high.z + softness)
            touched.push_back(organ);
    return touched;
}

} // namespace casebook::phantom
