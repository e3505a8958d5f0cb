// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cad/FindingsJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr qsizetype maxProblems = 1'000;
constexpr double longestAxis_mm = 300;
constexpr double volumeFactor = 8;

QString key(const char* name) { return QString::fromLatin1(name); }

/// True when brackets outside of strings nest deeper than allowed; checked on the bytes, so that no parser
/// has to survive it.
bool tooDeep(const QByteArray& bytes) {
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxFindingsDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

/// A file beside the JSON or in a folder below, never one elsewhere on the machine.
bool liesBeside(const QString& path) {
    const QStringList parts = path.split(u'/');
    return !path.contains(u'\\') && !path.contains(QChar(0)) &&
           std::none_of(parts.begin(), parts.end(), [](const QString& part) {
               return part.isEmpty() || part == QLatin1StringView(".") || part == QLatin1StringView("..");
           });
}

class Reader {
public:
    FindingsReading read(const QByteArray& bytes) {
        if (bytes.size() > maxFindingsBytes || tooDeep(bytes))
            return refused("E_SCHEMA", {});
        QJsonParseError parse;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &parse);
        if (parse.error != QJsonParseError::NoError || !document.isObject())
            return refused("E_SCHEMA", {});
        const QJsonObject root = document.object();
        if (root.value(key("schema")) != QJsonValue(key("casebook.findings/1")))
            return refused("E_SCHEMA", key("/schema"));
        algorithm(root.value(key("algorithm")));
        input(root.value(key("input")));
        if (root.value(key("coordinate_system")) != QJsonValue(key("LPS")))
            error("E_COORD", key("/coordinate_system"));
        if (root.value(key("units")) != QJsonValue(key("mm")))
            error("E_COORD", key("/units"));
        const QJsonValue complete = root.value(key("complete"));
        if (!complete.isUndefined() && !complete.isBool())
            error("E_SCHEMA", key("/complete"));
        out_.file.complete = complete.toBool(true);
        findings(root.value(key("findings")));
        if (!out_.errors.isEmpty())
            out_.file = {};
        return std::move(out_);
    }

private:
    FindingsReading refused(const char* code, const QString& pointer) {
        error(code, pointer);
        return std::move(out_);
    }

    void error(const char* code, const QString& pointer) {
        if (out_.errors.size() < maxProblems)
            out_.errors.append({code, pointer});
    }

    /// The text at `name`; what is there and no text is an error.
    QString text(const QJsonObject& o, const char* name, const QString& at) {
        const QJsonValue value = o.value(key(name));
        if (!value.isUndefined() && !value.isNull() && !value.isString())
            error("E_SCHEMA", at + u'/' + key(name));
        return value.toString();
    }

    void algorithm(const QJsonValue& value) {
        const QString at = key("/algorithm");
        if (!value.isObject())
            return error("E_PROV", at);
        const QJsonObject o = value.toObject();
        AlgorithmInfo& a = out_.file.algorithm;
        a.name = text(o, "name", at).trimmed();
        a.version = text(o, "version", at).trimmed();
        a.vendor = text(o, "vendor", at);
        a.weightsSha256 = text(o, "weights_sha256", at);
        a.calibration = text(o, "calibration", at);
        if (a.name.isEmpty())
            error("E_PROV", at + key("/name"));
        if (a.version.isEmpty())
            error("E_PROV", at + key("/version"));
    }

    std::optional<double> finite(const QJsonValue& value) {
        // JSON has no NaN, but 1e999 overflows to infinity.
        return value.isDouble() && std::isfinite(value.toDouble()) ? std::optional(value.toDouble())
                                                                   : std::nullopt;
    }

    std::optional<QList<double>> numbers(const QJsonValue& value, qsizetype count) {
        const QJsonArray array = value.toArray();
        if (!value.isArray() || array.size() != count)
            return std::nullopt;
        QList<double> out;
        for (const auto& one : array) {
            const auto number = finite(one);
            if (!number)
                return std::nullopt;
            out.append(*number);
        }
        return out;
    }

    void input(const QJsonValue& value) {
        const QString at = key("/input");
        const QJsonObject o = value.toObject();
        FindingsInput& in = out_.file.input;
        in.studyUid = text(o, "study_uid", at);
        in.seriesUid = text(o, "series_uid", at);
        in.frameOfReference = text(o, "frame_of_reference_uid", at);
        if (in.seriesUid.isEmpty())
            error("E_SERIES", at + key("/series_uid"));
        if (in.frameOfReference.isEmpty())
            error("E_FOR", at + key("/frame_of_reference_uid"));
        const auto count = finite(o.value(key("sop_count")));
        if (!count || *count < 1 || *count > 1e6 || *count != std::floor(*count))
            error("E_INPUT_CHANGED", at + key("/sop_count"));
        else
            in.sopCount = int(*count);
        grid(o, at);
    }

    void grid(const QJsonObject& o, const QString& at) {
        const bool any = o.contains(key("origin")) || o.contains(key("direction")) ||
                         o.contains(key("spacing")) || o.contains(key("size"));
        if (!any)
            return;
        const auto origin = numbers(o.value(key("origin")), 3);
        const auto direction = numbers(o.value(key("direction")), 9);
        const auto spacing = numbers(o.value(key("spacing")), 3);
        const auto size = numbers(o.value(key("size")), 3);
        if (!origin)
            error("E_INPUT_CHANGED", at + key("/origin"));
        if (!direction)
            error("E_INPUT_CHANGED", at + key("/direction"));
        if (!spacing)
            error("E_INPUT_CHANGED", at + key("/spacing"));
        if (!size)
            error("E_INPUT_CHANGED", at + key("/size"));
        if (!origin || !direction || !spacing || !size)
            return;
        // `direction` is row by row; its columns are the directions of the three axes.
        const auto axis = [&](int i) {
            return WorldVector((*direction)[i], (*direction)[3 + i], (*direction)[6 + i]);
        };
        GridGeometry g;
        g.origin = {(*origin)[0], (*origin)[1], (*origin)[2]};
        g.rowDirection = axis(0);
        g.columnDirection = axis(1);
        g.columnSpacing = (*spacing)[0];
        g.rowSpacing = (*spacing)[1];
        g.sliceStep = axis(2) * (*spacing)[2];
        const bool sane =
            std::all_of(size->begin(), size->end(),
                        [](double n) { return n >= 1 && n <= 100'000 && n == std::floor(n); }) &&
            std::all_of(spacing->begin(), spacing->end(), [](double s) { return s > 0; });
        if (!sane)
            return error("E_INPUT_CHANGED", at + key("/size"));
        g.columns = int((*size)[0]);
        g.rows = int((*size)[1]);
        g.slices = int((*size)[2]);
        out_.file.input.grid = g;
    }

    void findings(const QJsonValue& value) {
        const QString at = key("/findings");
        if (!value.isArray())
            return error("E_SCHEMA", at);
        const QJsonArray array = value.toArray();
        if (array.size() > maxFindings)
            return error("E_TOO_MANY", at);
        QSet<QString> ids;
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString here = at + u'/' + QString::number(i);
            if (!array[i].isObject()) {
                error("E_SCHEMA", here);
                continue;
            }
            finding(array[i].toObject(), here, ids);
        }
    }

    void finding(const QJsonObject& o, const QString& at, QSet<QString>& ids) {
        Finding f;
        f.externalId = text(o, "id", at);
        if (f.externalId.isEmpty())
            error("E_SCHEMA", at + key("/id"));
        else if (ids.contains(f.externalId))
            error("E_DUP", at + key("/id"));
        ids.insert(f.externalId);
        category(o.value(key("category")), at, f);
        const auto center = numbers(o.value(key("center_mm")), 3);
        if (center)
            f.center = {(*center)[0], (*center)[1], (*center)[2]};
        else
            error("E_OUTSIDE", at + key("/center_mm"));
        box(o, at, center.has_value(), f);
        size(o, at, f);
        type(o, at, f);
        score(o, at, f);
        mask(o, at);
        f.site = text(o, "site", at);
        malignancy(o, at, f);
        const QJsonValue extra = o.value(key("extra"));
        if (!extra.isUndefined() && !extra.isObject())
            error("E_SCHEMA", at + key("/extra"));
        f.extra = extra.toObject();
        out_.file.findings.append(f);
    }

    void category(const QJsonValue& value, const QString& at, Finding& f) {
        static const QStringList known = key("nodule mass opacity lymph_node other").split(u' ');
        if (value.isString() && known.contains(value.toString())) {
            f.category = value.toString();
            return;
        }
        const QJsonObject o = value.toObject();
        const QString scheme = o.value(key("scheme")).toString(), code = o.value(key("code")).toString();
        f.meaning = o.value(key("meaning")).toString();
        if (scheme.isEmpty() || code.isEmpty() || f.meaning.isEmpty())
            return error("E_SCHEMA", at + key("/category"));
        f.category = scheme + u':' + code;
    }

    void box(const QJsonObject& o, const QString& at, bool hasCenter, Finding& f) {
        if (!o.contains(key("box_mm")))
            return;
        const auto b = numbers(o.value(key("box_mm")), 6);
        const QString here = at + key("/box_mm");
        if (!b)
            return error("E_BOX", here);
        const MarkBox made{{(*b)[0], (*b)[1], (*b)[2]}, {(*b)[3], (*b)[4], (*b)[5]}};
        if (!(made.minimum.array() < made.maximum.array()).all() || (hasCenter && !made.holds(f.center)))
            return error("E_BOX", here);
        f.box = made;
    }

    /// A size at `name`: above 0 and at most `most`.
    std::optional<double> length(const QJsonObject& o, const char* name, const QString& at, double most) {
        const QJsonValue value = o.value(key(name));
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        const auto n = finite(value);
        if (n && *n > 0 && *n <= most)
            return n;
        error("E_SIZE", at + u'/' + key(name));
        return std::nullopt;
    }

    void size(const QJsonObject& o, const QString& at, Finding& f) {
        const QJsonValue value = o.value(key("diameter_mm"));
        const QString here = at + key("/diameter_mm");
        if (!value.isUndefined() && !value.isNull() && !value.isObject())
            error("E_SIZE", here);
        const QJsonObject d = value.toObject();
        f.size.long_mm = length(d, "long", here, longestAxis_mm);
        f.size.short_mm = length(d, "short", here, longestAxis_mm);
        f.size.mean_mm = length(d, "mean", here, longestAxis_mm);
        if (f.size.long_mm && f.size.short_mm && *f.size.short_mm > *f.size.long_mm)
            error("E_SIZE", here + key("/short"));
        if (f.size.long_mm && f.size.short_mm && !f.size.mean_mm)
            f.size.mean_mm = (*f.size.long_mm + *f.size.short_mm) / 2;
        f.size.volume_mm3 = length(o, "volume_mm3", at, 1e9);
        f.size.solid_mm = length(o, "solid_component_mm", at, longestAxis_mm);
        const auto across = f.size.mean_mm ? f.size.mean_mm : f.size.long_mm;
        if (f.size.volume_mm3 && across) {
            const double ratio = *f.size.volume_mm3 / (std::numbers::pi / 6 * std::pow(*across, 3));
            if (ratio > volumeFactor || ratio < 1 / volumeFactor)
                if (out_.warnings.size() < maxProblems)
                    out_.warnings.append({"W_VOLUME", at + key("/volume_mm3")});
        }
    }

    void type(const QJsonObject& o, const QString& at, Finding& f) {
        static const QStringList known =
            key("solid part_solid ground_glass calcified cystic unknown").split(u' ');
        const QString t = text(o, "type", at);
        if (!t.isEmpty() && !known.contains(t))
            error("E_SCHEMA", at + key("/type"));
        f.type = t.toLatin1();
    }

    void score(const QJsonObject& o, const QString& at, Finding& f) {
        const QJsonValue value = o.value(key("score"));
        const QString meaning = text(o, "score_meaning", at);
        if (!value.isUndefined() && !value.isNull()) {
            const auto n = finite(value);
            if (n && *n >= 0 && *n <= 1)
                f.score = n;
            else
                error("E_SCORE", at + key("/score"));
        }
        if (meaning.isEmpty())
            f.scoreMeaning = f.score ? "rank" : "";
        else if (meaning == key("rank") ||
                 (meaning == key("probability") && !out_.file.algorithm.calibration.isEmpty()))
            f.scoreMeaning = meaning.toLatin1();
        else
            error("E_SCORE", at + key("/score_meaning"));
    }

    void mask(const QJsonObject& o, const QString& at) {
        const QJsonValue value = o.value(key("mask"));
        if (value.isUndefined() || value.isNull())
            return;
        const QJsonObject m = value.toObject();
        const QString file = m.value(key("file")).toString();
        const auto label = finite(m.value(key("label")));
        if (!liesBeside(file))
            return error("E_MASK_GEOM", at + key("/mask/file"));
        if (!label || *label < 1 || *label > 65'535 || *label != std::floor(*label))
            return error("E_MASK_GEOM", at + key("/mask/label"));
        out_.file.masks.append({int(out_.file.findings.size()), file, int(*label)});
    }

    void malignancy(const QJsonObject& o, const QString& at, Finding& f) {
        const QJsonValue value = o.value(key("malignancy"));
        if (value.isUndefined() || value.isNull())
            return;
        const QJsonObject m = value.toObject();
        const auto n = finite(m.value(key("value")));
        if (!n || *n < 0 || *n > 1)
            return error("E_SCORE", at + key("/malignancy/value"));
        f.malignancy = n;
        f.malignancyModel = m.value(key("model")).toString();
    }

    FindingsReading out_;
};

/// How far the axes may be turned, and everything else be off.
constexpr double directionTolerance = 1e-4, lengthTolerance_mm = 1e-3, outside_mm = 5;

bool sameGrid(const GridGeometry& a, const GridGeometry& b) {
    return a.size() == b.size() && (a.origin - b.origin).cwiseAbs().maxCoeff() <= lengthTolerance_mm &&
           std::abs(a.columnSpacing - b.columnSpacing) <= lengthTolerance_mm &&
           std::abs(a.rowSpacing - b.rowSpacing) <= lengthTolerance_mm &&
           (a.sliceStep - b.sliceStep).cwiseAbs().maxCoeff() <= lengthTolerance_mm &&
           (a.rowDirection - b.rowDirection).cwiseAbs().maxCoeff() <= directionTolerance &&
           (a.columnDirection - b.columnDirection).cwiseAbs().maxCoeff() <= directionTolerance;
}

/// In the volume, or at most 5 mm from its outer faces.
bool isInside(const GridGeometry& grid, const WorldPoint& p) {
    const VoxelPoint v = grid.toVoxel(p);
    for (int axis = 0; axis < 3; ++axis) {
        const double step = std::max(grid.step(axis).norm(), 1e-6);
        const double margin = 0.5 + outside_mm / step;
        if (v[axis] < -margin || v[axis] > grid.size()[std::size_t(axis)] - 1 + margin)
            return false;
    }
    return true;
}

} // namespace

FindingsReading readFindingsJson(const QByteArray& bytes) { return Reader().read(bytes); }

QList<FindingsProblem> checkAgainstSeries(const FindingsFile& file, const QString& frameOfReference,
                                          int instances, const std::vector<GridGeometry>& volumes) {
    QList<FindingsProblem> out;
    if (file.input.frameOfReference != frameOfReference)
        out.append({"E_FOR", key("/input/frame_of_reference_uid")});
    if (file.input.sopCount != instances)
        out.append({"E_INPUT_CHANGED", key("/input/sop_count")});
    if (file.input.grid && std::none_of(volumes.begin(), volumes.end(),
                                        [&](const GridGeometry& g) { return sameGrid(g, *file.input.grid); }))
        out.append({"E_INPUT_CHANGED", key("/input")});
    for (qsizetype i = 0; i < file.findings.size() && out.size() < maxProblems; ++i)
        if (std::none_of(volumes.begin(), volumes.end(),
                         [&](const GridGeometry& g) { return isInside(g, file.findings[i].center); }))
            out.append({"E_OUTSIDE", QStringLiteral("/findings/%1/center_mm").arg(i)});
    return out;
}

} // namespace casebook
