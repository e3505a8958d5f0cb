// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Instance.h"

#include "storage/dicom/Inflate.h"

#include <QCborArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <cmath>

namespace casebook::dicom {
namespace {

/// One list of fields serves both ways, so that they can't drift apart. Keys are short: one map per
/// file crosses the wire and lies in the index.
template <class Visitor, class Slice>
void sliceFields(Visitor& v, Slice& s) {
    v("sop", s.instance);
    v("frm", s.frame);
    v("for", s.frameOfReference);
    v("col", s.columns);
    v("row", s.rows);
    v("pos", s.position);
    v("ori", s.orientation);
    v("psp", s.pixelSpacing);
    v("typ", s.imageType);
    v("num", s.instanceNumber);
    v("acq", s.acquisition);
    v("tim", s.time);
    v("trg", s.trigger);
    v("clk", s.clock);
    v("bin", s.bin);
    v("ech", s.echo);
    v("kvp", s.kvp);
    v("stk", s.stack);
    v("tlt", s.gantryTag_deg);
    v("det", s.detectorSpacing);
    v("krn", s.kernel);
    v("thk", s.sliceThickness_mm);
    v("ba", s.bitsAllocated);
    v("bs", s.bitsStored);
    v("hb", s.highBit);
    v("sgn", s.isSigned);
    v("spp", s.samplesPerPixel);
    v("pho", s.photometric);
    v("slo", s.slope);
    v("int", s.intercept);
    v("rty", s.rescaleType);
    v("pad", s.padding);
    v("pdl", s.paddingLimit);
    v("wc", s.windowCenter);
    v("ww", s.windowWidth);
    v("los", s.lossy);
    v("pxh", s.pixelHash);
}

template <class Visitor, class Instance>
void instanceFields(Visitor& v, Instance& i) {
    v("cls", i.sopClass);
    v("uid", i.sopInstance);
    v("stu", i.studyUid);
    v("ser", i.seriesUid);
    v("xi", i.syntheticInstance);
    v("xst", i.syntheticStudy);
    v("xse", i.syntheticSeries);
    v("ts", i.transferSyntax);
    v("mod", i.modality);
    v("kind", i.kind);
    v("pid", i.patient.patientId);
    v("iss", i.patient.issuer);
    v("pn", i.patient.name);
    v("dob", i.patient.birthDate);
    v("sex", i.patient.sex);
    v("std", i.studyDate);
    v("stt", i.studyTime);
    v("sdesc", i.studyDescription);
    v("acc", i.accession);
    v("sid", i.studyId);
    v("ref", i.referringPhysician);
    v("sno", i.seriesNumber);
    v("sed", i.seriesDate);
    v("set", i.seriesTime);
    v("desc", i.seriesDescription);
    v("body", i.bodyPart);
    v("prot", i.protocol);
    v("kern", i.kernel);
    v("man", i.manufacturer);
    v("mdl", i.manufacturerModel);
    v("inst", i.institution);
    v("lab", i.contentLabel);
    v("nf", i.numberOfFrames);
    v("len", i.fileBytes);
    v("po", i.pixelOffset);
    v("pl", i.pixelLength);
    v("dec", i.decodable);
    v("burn", i.burnedIn);
    v("cs", i.charset);
    v("csg", i.charsetGuessed);
    v("rep", i.repairedHeader);
    v("cut", i.truncated);
}

class Writer {
public:
    QCborMap map;
    void operator()(const char* key, const QString& v) {
        if (!v.isEmpty())
            put(key, v);
    }
    void operator()(const char* key, const QByteArray& v) {
        if (!v.isEmpty())
            put(key, QString::fromLatin1(v.toBase64()));
    }
    void operator()(const char* key, const QStringList& v) {
        if (!v.isEmpty())
            put(key, QCborArray::fromStringList(v));
    }
    void operator()(const char* key, int v) { put(key, v); }
    void operator()(const char* key, std::int64_t v) { put(key, qint64(v)); }
    void operator()(const char* key, bool v) {
        if (v)
            put(key, true);
    }
    void operator()(const char* key, double v) {
        if (v != 0)
            put(key, v);
    }
    void operator()(const char* key, ObjectKind v) { put(key, int(v)); }
    void operator()(const char* key, const std::optional<int>& v) {
        if (v)
            put(key, *v);
    }
    void operator()(const char* key, const std::optional<double>& v) {
        if (v)
            put(key, *v);
    }
    void operator()(const char* key, const std::optional<WorldPoint>& v) {
        if (v)
            put(key, QCborArray{v->x(), v->y(), v->z()});
    }
    template <std::size_t N>
    void operator()(const char* key, const std::optional<std::array<double, N>>& v) {
        if (!v)
            return;
        QCborArray numbers;
        for (const double number : *v)
            numbers.append(number);
        put(key, numbers);
    }

private:
    void put(const char* key, const QCborValue& v) { map.insert(QLatin1StringView(key), v); }
};

/// Reads into a value that holds the defaults; anything of a wrong type or size clears `good`.
class Parser {
public:
    explicit Parser(const QCborMap& from) : map_(from) {}
    bool good = true;

    void operator()(const char* key, QString& v) {
        take(key, &QCborValue::isString, [&](const QCborValue& c) {
            v = c.toString();
            good = good && v.size() <= 512;
        });
    }
    void operator()(const char* key, QByteArray& v) {
        take(key, &QCborValue::isString, [&](const QCborValue& c) {
            v = QByteArray::fromBase64(c.toString().toLatin1());
            good = good && v.size() <= 512;
        });
    }
    void operator()(const char* key, QStringList& v) {
        take(key, &QCborValue::isArray, [&](const QCborValue& c) {
            const QCborArray array = c.toArray();
            good = good && array.size() <= 16;
            for (const QCborValue& part : array)
                v << part.toString().left(512);
        });
    }
    void operator()(const char* key, int& v) {
        take(key, &Parser::isNumber, [&](const QCborValue& c) {
            const double number = c.toDouble();
            good = good && number == std::floor(number) && std::abs(number) <= 2147483647.0;
            v = good ? int(number) : 0;
        });
    }
    void operator()(const char* key, std::int64_t& v) {
        take(key, &Parser::isNumber, [&](const QCborValue& c) {
            good = good && std::abs(c.toDouble()) < 9.0e15;
            v = good ? c.toInteger(qint64(c.toDouble())) : 0;
        });
    }
    void operator()(const char* key, bool& v) {
        take(key, &QCborValue::isBool, [&](const QCborValue& c) { v = c.toBool(); });
    }
    void operator()(const char* key, double& v) {
        take(key, &Parser::isNumber, [&](const QCborValue& c) { v = finite(c); });
    }
    void operator()(const char* key, ObjectKind& v) {
        int number = int(v);
        (*this)(key, number);
        good = good && number >= 0 && number <= int(ObjectKind::Other);
        v = good ? ObjectKind(number) : ObjectKind::Other;
    }
    void operator()(const char* key, std::optional<int>& v) {
        if (!has(key))
            return;
        int number = 0;
        (*this)(key, number);
        v = number;
    }
    void operator()(const char* key, std::optional<double>& v) {
        take(key, &Parser::isNumber, [&](const QCborValue& c) { v = finite(c); });
    }
    void operator()(const char* key, std::optional<WorldPoint>& v) {
        std::optional<std::array<double, 3>> numbers;
        (*this)(key, numbers);
        if (numbers)
            v = WorldPoint((*numbers)[0], (*numbers)[1], (*numbers)[2]);
    }
    template <std::size_t N>
    void operator()(const char* key, std::optional<std::array<double, N>>& v) {
        take(key, &QCborValue::isArray, [&](const QCborValue& c) {
            const QCborArray array = c.toArray();
            if (std::size_t(array.size()) != N) {
                good = false;
                return;
            }
            std::array<double, N> numbers{};
            for (std::size_t n = 0; n < N; ++n) {
                good = good && isNumber(array.at(qsizetype(n)));
                numbers[n] = finite(array.at(qsizetype(n)));
            }
            v = numbers;
        });
    }

private:
    static bool isNumber(const QCborValue& c) { return c.isInteger() || c.isDouble(); }
    double finite(const QCborValue& c) {
        const double number = c.toDouble();
        good = good && std::isfinite(number);
        return number;
    }
    [[nodiscard]] bool has(const char* key) const { return map_.contains(QLatin1StringView(key)); }
    template <class Check, class Use>
    void take(const char* key, Check check, Use use) {
        const QCborValue value = map_.value(QLatin1StringView(key));
        if (value.isUndefined())
            return;
        bool fits = false;
        if constexpr (std::is_member_function_pointer_v<Check>)
            fits = (value.*check)();
        else
            fits = check(value);
        if (fits)
            use(value);
        else
            good = false;
    }
    const QCborMap& map_;
};

/// What no true header says, whoever wrote it.
bool plausible(const SliceHeader& s) {
    return s.columns >= 0 && s.columns <= 65535 && s.rows >= 0 && s.rows <= 65535 && s.samplesPerPixel >= 0 &&
           s.samplesPerPixel <= 4 && s.bitsAllocated >= 1 && s.bitsAllocated <= 64 && s.bitsStored >= 1 &&
           s.bitsStored <= s.bitsAllocated && s.highBit >= 0 && s.highBit < s.bitsAllocated && s.frame >= 0;
}

QCborMap mapOf(const SliceHeader& slice) {
    Writer writer;
    sliceFields(writer, slice);
    return writer.map;
}

/// What a map is read into: "sgn" is left out where pixels have no sign.
SliceHeader unsignedHeader() {
    SliceHeader header;
    header.isSigned = false;
    return header;
}

constexpr QLatin1StringView keyFrames("frs");
constexpr quint32 kLongestFrames = 8U << 20U; ///< bytes of all frames, unpacked

} // namespace

QCborMap toCbor(const ParsedInstance& instance, bool frames) {
    Writer writer;
    instanceFields(writer, instance);
    writer.map.insert(QLatin1StringView("img"), mapOf(instance.slice));
    if (frames && !instance.frames.empty())
        writer.map.insert(keyFrames, QString::fromLatin1(packFrames(instance).toBase64()));
    return writer.map;
}

QByteArray packFrames(const ParsedInstance& instance) {
    if (instance.frames.empty())
        return {};
    const QCborMap shared = mapOf(instance.slice);
    QCborArray frames;
    for (const SliceHeader& frame : instance.frames) {
        QCborMap own = mapOf(frame);
        QCborMap differs;
        for (auto it = own.constBegin(); it != own.constEnd(); ++it) {
            if (shared.value(it.key()) != it.value())
                differs.insert(it.key(), it.value());
        }
        for (auto it = shared.constBegin(); it != shared.constEnd(); ++it) {
            if (!own.contains(it.key()))
                differs.insert(it.key(), QCborValue(nullptr)); // the shared value does not hold here
        }
        frames.append(differs);
    }
    return qCompress(frames.toCborValue().toCbor());
}

Result<> unpackFrames(const QByteArray& bytes, ParsedInstance& instance) {
    // qCompress puts the length in front, and qUncompress goes on for as long as there is something: whoever
    // lies about it would fill the memory of the program.
    const quint32 length = bytes.size() < 5 ? 0 : qFromBigEndian<quint32>(bytes.constData());
    if (length == 0 || length > kLongestFrames)
        return fail(ErrorKind::Refused, "malformed");
    const auto list =
        inflateUpTo(std::as_bytes(std::span(bytes.constData() + 4, std::size_t(bytes.size() - 4))),
                    std::int64_t(length) + 1);
    if (!list || list->size() != qsizetype(length))
        return fail(ErrorKind::Refused, "malformed");
    const QCborValue read = QCborValue::fromCbor(*list);
    const QCborArray frames = read.toArray();
    if (!read.isArray() || frames.size() != instance.numberOfFrames || frames.size() > kMostFrames)
        return fail(ErrorKind::Refused, "malformed");
    const QCborMap shared = mapOf(instance.slice);
    instance.frames.clear();
    for (qsizetype f = 0; f < frames.size(); ++f) {
        QCborMap own = shared;
        const QCborMap differs = frames.at(f).toMap();
        for (auto it = differs.constBegin(); it != differs.constEnd(); ++it) {
            if (it.value().isNull())
                own.remove(it.key());
            else
                own.insert(it.key(), it.value());
        }
        SliceHeader frame = unsignedHeader();
        Parser parser(own);
        sliceFields(parser, frame);
        const bool sound = parser.good && plausible(frame) && frame.frame == int(f) &&
                           frame.columns == instance.slice.columns && frame.rows == instance.slice.rows &&
                           frame.bitsAllocated == instance.slice.bitsAllocated &&
                           frame.samplesPerPixel == instance.slice.samplesPerPixel &&
                           frame.instance == instance.slice.instance;
        if (!sound)
            return fail(ErrorKind::Refused, "malformed");
        instance.frames.push_back(std::move(frame));
    }
    return {};
}

Result<ParsedInstance> instanceFromCbor(const QCborMap& map) {
    ParsedInstance out;
    Parser parser(map);
    instanceFields(parser, out);
    const QCborMap image = map.value(QLatin1StringView("img")).toMap();
    out.slice = unsignedHeader();
    Parser slice(image);
    sliceFields(slice, out.slice);
    const bool places =
        out.fileBytes >= 0 && out.pixelLength >= 0 && out.pixelOffset >= -1 &&
        (out.pixelOffset < 0 || out.truncated || out.pixelOffset + out.pixelLength <= out.fileBytes);
    if (!parser.good || !slice.good || !plausible(out.slice) || out.numberOfFrames < 1 || !places)
        return fail(ErrorKind::Refused, "malformed");
    if (const QCborValue frames = map.value(keyFrames); !frames.isUndefined()) {
        if (auto unpacked = unpackFrames(QByteArray::fromBase64(frames.toString().toLatin1()), out);
            !unpacked)
            return tl::unexpected(unpacked.error());
    }
    return out;
}

QByteArray toJson(const ParsedInstance& instance) {
    return QJsonDocument(toCbor(instance).toJsonObject()).toJson(QJsonDocument::Compact);
}

Result<ParsedInstance> instanceFromJson(const QByteArray& json) {
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return fail(ErrorKind::Damaged, "malformed");
    return instanceFromCbor(QCborMap::fromJsonObject(document.object()));
}

bool hasDirectPixels(const ParsedInstance& i) {
    const SliceHeader& s = i.slice;
    const std::int64_t frame = std::int64_t(s.columns) * s.rows * 2;
    // Divided, not multiplied: a lying worker's frames times their size may not fit into 64 bits.
    return i.pixelOffset >= 0 && !i.truncated && s.bitsAllocated == 16 && s.samplesPerPixel == 1 &&
           frame > 0 && i.numberOfFrames <= i.pixelLength / frame;
}

bool normaliseStored(std::int16_t* values, std::size_t count, const SliceHeader& slice) {
    const int stored = slice.bitsStored;
    const int shift = slice.highBit + 1 - stored;
    bool fits = true;
    if (stored >= 16) {
        if (!slice.isSigned) {
            for (std::size_t n = 0; n < count; ++n)
                fits = fits && values[n] >= 0;
        }
        return fits;
    }
    const auto mask = std::uint32_t((1U << unsigned(stored)) - 1U);
    const auto top = std::uint32_t(1U << unsigned(stored - 1));
    for (std::size_t n = 0; n < count; ++n) {
        const std::uint32_t word =
            (std::uint32_t(std::uint16_t(values[n])) >> unsigned(shift < 0 ? 0 : shift)) & mask;
        // Flipping the top bit and taking it off again is the sign extension without a branch.
        values[n] = slice.isSigned ? std::int16_t(int(word ^ top) - int(top)) : std::int16_t(word);
    }
    return fits;
}

} // namespace casebook::dicom
