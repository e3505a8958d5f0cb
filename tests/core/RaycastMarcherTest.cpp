// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/RaycastPhantom.h"

#include <QTest>

using namespace casebook;
using namespace casebook::raycast;
using namespace casebook::raycast::fixture;

namespace {

constexpr double kStep_mm = 0.05;

/// The rendering integral by the book: double precision, tiny steps, nothing skipped, no early end, every
/// voxel read by itself. Shares no code with the caster.
class Marcher {
public:
    explicit Marcher(const Scene& scene)
        : scene_(scene), inverse_(scene.volume.toWorld.inverse()),
          normals_(inverse_.topLeftCorner<3, 3>().transpose()) {}

    [[nodiscard]] Eigen::Vector4d pixel(double x, double y) const {
        const WorldVector forward = (scene_.camera.focus - scene_.camera.position).normalized();
        const WorldVector right = forward.cross(scene_.camera.up).normalized(), up = right.cross(forward);
        const double slope = std::tan(scene_.camera.angle_deg * M_PI / 360);
        const WorldVector d = (forward + right * ((2 * x / scene_.width - 1) * slope) +
                               up * ((1 - 2 * y / scene_.height) * slope))
                                  .normalized();
        return march(scene_.camera.position, d);
    }

private:
    [[nodiscard]] double voxel(int i, int j, int k) const {
        const auto& s = scene_.volume.size;
        i = std::clamp(i, 0, s[0] - 1);
        j = std::clamp(j, 0, s[1] - 1);
        k = std::clamp(k, 0, s[2] - 1);
        return scene_.volume
            .data[(std::size_t(k) * std::size_t(s[1]) + std::size_t(j)) * std::size_t(s[0]) + std::size_t(i)];
    }
    template <class F>
    auto interpolated(const Eigen::Vector3d& v, F&& at) const {
        decltype(at(0, 0, 0)) sum = at(0, 0, 0) * 0.0;
        const int i = int(std::floor(v[0])), j = int(std::floor(v[1])), k = int(std::floor(v[2]));
        for (int c = 0; c < 8; ++c) {
            const double wx = c & 1 ? v[0] - i : 1 - (v[0] - i), wy = c & 2 ? v[1] - j : 1 - (v[1] - j),
                         wz = c & 4 ? v[2] - k : 1 - (v[2] - k);
            sum += at(i + (c & 1), j + (c >> 1 & 1), k + (c >> 2 & 1)) * (wx * wy * wz);
        }
        return sum;
    }
    [[nodiscard]] double hu(const Eigen::Vector3d& v) const {
        return interpolated(v, [&](int i, int j, int k) { return voxel(i, j, k); });
    }
    [[nodiscard]] WorldVector gradient(const Eigen::Vector3d& v) const {
        const Eigen::Vector3d g = interpolated(v, [&](int i, int j, int k) -> Eigen::Vector3d {
            return {(voxel(i + 1, j, k) - voxel(i - 1, j, k)) / 2,
                    (voxel(i, j + 1, k) - voxel(i, j - 1, k)) / 2,
                    (voxel(i, j, k + 1) - voxel(i, j, k - 1)) / 2};
        });
        return normals_ * g;
    }
    /// Opacity of a millimetre and colour 0..255, linear between the points.
    [[nodiscard]] Eigen::Vector4d classified(double value) const {
        const TransferFunction& points = scene_.transfer;
        value = std::round(std::clamp(value, -1024.0, 3071.0)); // the tables hold whole HU
        const auto color = [](std::uint32_t c) {
            return Eigen::Vector3d(c >> 16 & 255, c >> 8 & 255, c & 255);
        };
        Eigen::Vector4d out(0, 0, 0, 0);
        for (std::size_t n = 0; n < points.size(); ++n) {
            if (value < points[n].hu)
                break;
            const TransferPoint &a = points[n], &b = points[std::min(n + 1, points.size() - 1)];
            const double part = b.hu > a.hu ? std::min(1.0, (value - a.hu) / (b.hu - a.hu)) : 0;
            out.head<3>() = color(a.color) * (1 - part) + color(b.color) * part;
            out[3] = std::min(0.9995, a.opacity * (1 - part) + b.opacity * part);
        }
        return out;
    }
    [[nodiscard]] Eigen::Vector3d lit(Eigen::Vector3d color, const Eigen::Vector3d& v, const WorldVector& d,
                                      const std::optional<WorldVector>& face) const {
        const WorldVector g = face ? *face : gradient(v);
        const double norm = g.norm(), cosine = norm > 0 ? std::abs(g.dot(d)) / norm : 1;
        const double w = face ? 1 : std::min(1.0, norm / 60);
        color *= 1 + (.25 + .75 * cosine - 1) * w;
        return color + Eigen::Vector3d::Constant(w * .25 * 255 * std::pow(cosine, 96));
    }
    [[nodiscard]] Eigen::Vector4d march(const WorldPoint& from, const WorldVector& d) const {
        const Eigen::Vector3d o = (inverse_ * from.homogeneous()).head<3>();
        const Eigen::Vector3d along = inverse_.topLeftCorner<3, 3>() * d;
        double near = 0, far = 1e9;
        WorldVector entered(0, 0, 0);
        for (int a = 0; a < 3; ++a) {
            const double p = -o[a] / along[a], q = (scene_.volume.size[std::size_t(a)] - 1 - o[a]) / along[a];
            if (std::min(p, q) > near) {
                near = std::min(p, q);
                entered = normals_.col(a);
            }
            far = std::min(far, std::max(p, q));
        }
        Eigen::Vector4d sum(0, 0, 0, 0);
        for (double t = near + kStep_mm / 2; t < far; t += kStep_mm) {
            const Eigen::Vector3d v = o + along * t;
            const Eigen::Vector4d c = classified(hu(v));
            const double alpha = 1 - std::pow(1 - c[3], kStep_mm);
            if (alpha <= 0)
                continue;
            // The face of the volume is a cut: lit by its own normal as deep as one voxel.
            const bool onFace = t - near < scene_.volume.smallestSpacing_mm();
            const Eigen::Vector3d color =
                scene_.shaded ? lit(c.head<3>(), v, d, onFace ? std::optional(entered) : std::nullopt)
                              : Eigen::Vector3d(c.head<3>());
            sum.head<3>() += (1 - sum[3]) * alpha * color;
            sum[3] += (1 - sum[3]) * alpha;
        }
        sum[3] *= 255;
        return sum;
    }

    const Scene& scene_;
    Eigen::Matrix4d inverse_;
    Eigen::Matrix3d normals_;
};

/// Blurred by a voxel, as a scanner's kernel does: in the small phantom edges are sharper than in any CT.
VolumePtr blurred(const VolumePtr& volume) {
    auto out = std::make_shared<Volume>(*volume);
    const std::array<int, 3> size = volume->grid.size();
    const std::array<std::ptrdiff_t, 3> step{1, size[0], std::ptrdiff_t(size[0]) * size[1]};
    for (std::size_t a = 0; a < 3; ++a) {
        const VoxelBuffer before = out->stored;
        for (std::ptrdiff_t n = 0; n < std::ptrdiff_t(volume->voxelCount()); ++n) {
            const auto at = n / step[a] % size[a];
            const int low = before[std::size_t(at > 0 ? n - step[a] : n)];
            const int high = before[std::size_t(at + 1 < size[a] ? n + step[a] : n)];
            out->stored[std::size_t(n)] = std::int16_t((low + 2 * before[std::size_t(n)] + high) / 4);
        }
    }
    return out;
}

} // namespace

/// The caster against the rendering integral.
class RaycastMarcherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void meanDifferenceIsSmall_data();
    void meanDifferenceIsSmall();
};

void RaycastMarcherTest::meanDifferenceIsSmall_data() {
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<bool>("shaded");
    for (const char* preset : {"skin", "bone", "soft-tissue"})
        for (const bool shaded : {false, true})
            QTest::addRow("%s %s", preset, shaded ? "shaded" : "plain") << QByteArray(preset) << shaded;
}

void RaycastMarcherTest::meanDifferenceIsSmall() {
    QFETCH(QByteArray, preset);
    QFETCH(bool, shaded);
    Scene scene = presetScene(*findPreset(QLatin1StringView(preset)), 64);
    static const VolumePtr volume = blurred(chest().volume);
    scene.volume = viewOf(volume);
    scene.planes.clear();
    scene.shaded = shaded;
    // A smaller chest, so that steps are 0.7 mm, and 0.35 mm at the finest level.
    scene.volume.toWorld.topLeftCorner<3, 3>() *= 0.7 / scene.volume.smallestSpacing_mm();
    const WorldPoint centre = (scene.volume.toWorld * Eigen::Vector4d(79.5, 79.5, 49.5, 1)).head<3>();
    scene.camera = from({0.35, -1, 0.25}, {0, 0, 1}, 300, centre);
    const Marcher marcher(scene);
    for (const Level level : {Level::Full, Level::Fine}) {
        scene.level = level;
        const Picture p = drawn(scene);
        const std::vector<double> places =
            level == Level::Fine ? std::vector<double>{.25, .75} : std::vector<double>{.5};
        double sum = 0;
        int n = 0;
        for (int y = 2; y < 64; y += 4)
            for (int x = 2; x < 64; x += 4) {
                Eigen::Vector4d truth(0, 0, 0, 0);
                for (const double dy : places)
                    for (const double dx : places)
                        truth += marcher.pixel(x + dx, y + dy) / double(places.size() * places.size());
                for (int c = 0; c < 3; ++c, ++n)
                    sum += std::abs(channel(p, x, y, c) - truth[c]);
            }
        const double most = level == Level::Fine ? 0.4 : 0.8;
        QVERIFY2(sum / n <= most, qPrintable(QStringLiteral("%1").arg(sum / n)));
        qInfo("step %g mm: mean difference %.2f", stepLength_mm(scene), sum / n);
    }
}

QTEST_GUILESS_MAIN(RaycastMarcherTest)
#include "RaycastMarcherTest.moc"
