// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/VolumeChoice.h"
#include "app/cli/Words.h"
#include "storage/export/OwnerFile.h"
#include "storage/imaging/ImageExport.h"
#include "viewers/bridge/HeadlessPlane.h"
#include "viewers/volume3d/Presets.h"
#include "viewers/volume3d/RenderScene.h"

#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

/// What the options say, before any volume is read: a slip is told at once.
struct Wish {
    QString view;
    std::optional<WorldPoint> at;
    QString window;
    VolumePreset look = VolumePreset::LungAndBones; ///< of view "3d"
    std::optional<Window> numbers;
    QSize size{512, 512};
    double slab_mm = 0;
    SlabMode slabMode = SlabMode::Maximum;
    QStringList overlays;
};

std::optional<QList<double>> parseNumbers(const QString& text, QChar separator, int count) {
    const QStringList parts = text.split(separator);
    QList<double> out;
    for (const QString& part : parts) {
        bool ok = false;
        const double value = part.trimmed().toDouble(&ok);
        if (!ok || !std::isfinite(value))
            return std::nullopt;
        out.append(value);
    }
    if (out.size() != count)
        return std::nullopt;
    return out;
}

tl::unexpected<Error> badValue(const char* option, const QString& text) {
    return fail(ErrorKind::Usage, "bad-value", QLatin1StringView(option), {text});
}

Result<> takeSlab(const QString& text, Wish& wish) {
    static const QHash<QString, SlabMode> modes{{QStringLiteral("mip"), SlabMode::Maximum},
                                                {QStringLiteral("minip"), SlabMode::Minimum},
                                                {QStringLiteral("mean"), SlabMode::Mean}};
    const QStringList parts = text.split(u':');
    bool ok = false;
    wish.slab_mm = parts[0].toDouble(&ok);
    const QString mode = parts.value(1, QStringLiteral("mip"));
    if (!ok || wish.slab_mm < 0 || wish.slab_mm > 1000 || parts.size() > 2 || !modes.contains(mode))
        return badValue("--slab", text);
    wish.slabMode = modes.value(mode);
    return {};
}

Result<> takeWindow(const QString& text, Wish& wish) {
    if (const auto numbers = parseNumbers(text, u'/', 2)) {
        if ((*numbers)[1] <= 0)
            return badValue("--window", text);
        wish.numbers = Window{(*numbers)[0], (*numbers)[1]};
        return {};
    }
    const auto presets = windowPresets();
    const bool known =
        text == QLatin1StringView("file") || text == QLatin1StringView("full") ||
        std::any_of(presets.begin(), presets.end(), [&](const WindowPreset& p) { return p.name == text; });
    if (!known)
        return badValue("--window", text);
    wish.window = text;
    return {};
}

/// In 3D the window is a look: "bone", "lung-vessels" ...
Result<> takeLook(const QString& text, Wish& wish) {
    const auto preset = presetFromCode(text.toUtf8());
    if (!preset)
        return badValue("--window", text);
    wish.look = *preset;
    return {};
}

Result<> takeSize(const QString& text, Wish& wish) {
    const auto numbers = parseNumbers(text, u'x', 2);
    const auto fits = [](double n) { return n >= 16 && n <= 8192 && n == std::floor(n); };
    if (!numbers || !fits((*numbers)[0]) || !fits((*numbers)[1]))
        return badValue("--size", text);
    wish.size = QSize(int((*numbers)[0]), int((*numbers)[1]));
    return {};
}

Result<Wish> wishOf(const Arguments& arguments) {
    static const QStringList views{QStringLiteral("axial"), QStringLiteral("sagittal"),
                                   QStringLiteral("coronal"), QStringLiteral("3d")};
    Wish wish;
    wish.view = arguments.valueOr("view", QStringLiteral("axial"));
    if (wish.view == QLatin1StringView("oblique"))
        return fail(ErrorKind::Usage, "not-in-this-version", QStringLiteral("render --view oblique"));
    if (!views.contains(wish.view))
        return badValue("--view", wish.view);
    if (const auto text = arguments.value("at")) {
        const auto numbers = parseNumbers(*text, u',', 3);
        if (!numbers)
            return badValue("--at", *text);
        wish.at = WorldPoint((*numbers)[0], (*numbers)[1], (*numbers)[2]);
    }
    Result<> taken;
    if (const auto text = arguments.value("window"))
        taken = wish.view == QLatin1StringView("3d") ? takeLook(*text, wish) : takeWindow(*text, wish);
    if (const auto text = arguments.value("size"); text && taken)
        taken = takeSize(*text, wish);
    if (const auto text = arguments.value("slab"); text && taken)
        taken = takeSlab(*text, wish);
    if (!taken)
        return tl::unexpected(taken.error());
    wish.overlays = arguments.options.value("overlay");
    return wish;
}

std::optional<Window> windowOf(const Wish& wish, const Volume& volume) {
    if (wish.numbers || wish.window.isEmpty())
        return wish.numbers;
    if (wish.window == QLatin1StringView("full"))
        return fullRangeWindow(volume);
    if (wish.window == QLatin1StringView("file"))
        return windowForKey(7, volume);
    for (const WindowPreset& preset : windowPresets())
        if (preset.name == wish.window)
            return preset.window;
    return std::nullopt;
}

/// Only what may be placed on this volume is drawn; everything else is refused with the reason.
Result<SegmentationPtr> placed(OpenStudy& study, const OverlayRow& row, const Volume& volume,
                               const Job& job) {
    auto segmentation = study.imaging().segmentation(row, job);
    if (!segmentation)
        return segmentation;
    const Placement placement = study.imaging().placement(row, volume, **segmentation);
    if (placement.state == Placement::State::Verified || placement.state == Placement::State::Confirmed)
        return segmentation;
    return fail(ErrorKind::Refused,
                placement.reason.isEmpty() ? QByteArray("frame-of-reference") : placement.reason, row.uid);
}

QString researchNote(OpenStudy& study) {
    const QString note = Cli::tr("For research use only, not for diagnosis");
    return study.vault().info().synthetic ? Cli::tr("Synthetic data") + QStringLiteral(" · ") + note : note;
}

QString algorithmText(const OverlayRow& row) {
    return row.algorithm.name.isEmpty()
               ? QString()
               : QString(row.algorithm.name + u' ' + row.algorithm.version).trimmed();
}

struct Drawn {
    std::vector<SegmentationPtr> segmentations;
    QStringList algorithms, notes;
};

Result<Drawn> overlaysFor(OpenStudy& study, const Wish& wish, const Volume& volume, const Job& job) {
    Drawn drawn;
    for (const QString& id : wish.overlays) {
        auto row = study.imaging().findOverlay(id);
        if (!row)
            return tl::unexpected(row.error());
        auto segmentation = placed(study, *row, volume, job);
        if (!segmentation)
            return tl::unexpected(segmentation.error());
        drawn.segmentations.push_back(*segmentation);
        if (const QString text = algorithmText(*row); !text.isEmpty())
            drawn.algorithms += text;
        if (!row->confirmedBy.isEmpty())
            drawn.notes += Cli::tr("Placement confirmed by %1").arg(row->confirmedBy);
    }
    return drawn;
}

QImage planePicture(OpenStudy& study, const Wish& wish, const SeriesRow& row, const VolumePtr& volume,
                    const Drawn& drawn) {
    PlaneSpec spec;
    spec.view = wish.view == QLatin1StringView("sagittal")  ? PlaneKind::Sagittal
                : wish.view == QLatin1StringView("coronal") ? PlaneKind::Coronal
                                                            : PlaneKind::Axial;
    spec.at = wish.at;
    spec.window = windowOf(wish, *volume);
    spec.size = wish.size;
    spec.slab_mm = wish.slab_mm;
    spec.slabMode = wish.slabMode;
    for (const SegmentationPtr& segmentation : drawn.segmentations) {
        Overlay overlay;
        overlay.segmentation = segmentation;
        spec.overlays.push_back(overlay);
    }
    spec.text.subject = row.subject;
    spec.text.dateTime = row.examDate;
    spec.text.series =
        QString(QString::number(row.number) + QStringLiteral("  ") + row.description).trimmed();
    spec.text.kernel = row.kernel;
    spec.text.algorithm = drawn.algorithms.join(QStringLiteral(", "));
    spec.text.note = (drawn.notes + QStringList{researchNote(study)}).join(QStringLiteral(" · "));
    return renderPlane(volume, spec);
}

Result<QImage> solidPicture(const Wish& wish, const VolumePtr& volume, const Drawn& drawn) {
    RenderScene scene;
    scene.volume = volume;
    scene.preset = wish.look;
    scene.structures = drawn.segmentations;
    scene.width = wish.size.width();
    scene.height = wish.size.height();
    scene.camera = cameraFor(volume->grid, {0, -1, 0}, {0, 0, 1}, double(scene.width) / scene.height);
    if (wish.at)
        scene.camera.focus = *wish.at;
    for (const SegmentationPtr& segmentation : drawn.segmentations)
        for (int i = 0; i < int(segmentation->segments.size()); ++i) {
            const Segment& segment = segmentation->segments[std::size_t(i)];
            RenderSurface surface;
            surface.segmentation = segmentation;
            surface.segment = i;
            if (segment.hasColor)
                surface.color = segment.color;
            scene.surfaces.push_back(surface);
        }
    return renderToImage(scene);
}

Result<Answer> savePicture(const QImage& image, const QString& path) {
    QSaveFile file(path);
    if (!openForOwner(file) || !image.save(&file, "PNG") || !file.commit())
        return fail(ErrorKind::System, "cannot-write", path, {file.errorString()});
    return Answer{QJsonObject{{QStringLiteral("output"), path},
                              {QStringLiteral("width"), image.width()},
                              {QStringLiteral("height"), image.height()}},
                  Cli::tr("%n file(s) written to %1.", nullptr, 1).arg(path)};
}

Result<Answer> render(Context& context, const Arguments& arguments) {
    auto path = outputPath(arguments);
    if (!path)
        return tl::unexpected(path.error());
    if (!path->endsWith(QLatin1StringView(".png"), Qt::CaseInsensitive))
        return badValue("-o", *path);
    auto wish = wishOf(arguments);
    if (!wish)
        return tl::unexpected(wish.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto row = (*study)->imaging().findSeries(arguments.words[0]);
    if (!row)
        return tl::unexpected(row.error());
    auto index = chooseVolume(**study, row->uid, arguments);
    if (!index)
        return tl::unexpected(index.error());
    const Job job = context.job(Cli::tr("Reading"));
    auto volume = (*study)->imaging().volume(row->uid, *index, job);
    if (!volume)
        return tl::unexpected(volume.error());
    auto drawn = overlaysFor(**study, *wish, **volume, job);
    if (!drawn)
        return tl::unexpected(drawn.error());
    Result<QImage> image = wish->view == QLatin1StringView("3d")
                               ? solidPicture(*wish, *volume, *drawn)
                               : planePicture(**study, *wish, *row, *volume, *drawn);
    if (!image)
        return tl::unexpected(image.error());
    if (image->isNull())
        return fail(ErrorKind::Refused, "bad-geometry", row->uid);
    ImageExport exporter((*study)->vault().database(), (*study)->vault().objects(), (*study)->session());
    if (auto recorded = exporter.record("series", row->uuid, "picture"); !recorded)
        return tl::unexpected(recorded.error());
    return savePicture(*image, *path);
}

} // namespace

QList<Command> renderCommands() {
    return {
        {"render",
         "SERIES -o F.png [--view axial|sagittal|coronal|3d] [--at X,Y,Z] [--window NAME|C/W] [--overlay "
         "ID]... "
         "[--slab MM:mip|minip|mean] [--size WxH] [--volume N]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Draws a picture of a series, as the window does."),
         {{"output", true, 'o'}, {"view"}, {"at"}, {"window"}, {"overlay"}, {"slab"}, {"size"}, {"volume"}},
         1,
         1,
         true,
         render},
    };
}

} // namespace casebook
