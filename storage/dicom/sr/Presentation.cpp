// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/sr/Presentation.h"

#include "storage/dicom/sr/SrCbor.h"

namespace casebook::dicom {
namespace {

using namespace srCbor;

constexpr int kMostParts = 10'000;
constexpr int kMostPoints = 100'000;

template <class Part, class Fill>
void putAll(QCborMap& map, const char* key, const std::vector<Part>& parts, const Fill& fill) {
    QCborArray all;
    for (const Part& part : parts) {
        QCborMap m;
        put(m, "i", part.images);
        fill(m, part);
        all.append(m);
    }
    map.insert(Key(key), all);
}

void fillShape(QCborMap& m, const PresentationShape& s) {
    put(m, "l", s.layer);
    put(m, "px", s.inPixels);
    put(m, "g", s.graphic);
    put(m, "xy", s.points);
    put(m, "fill", s.filled);
}

void fillText(QCborMap& m, const PresentationText& t) {
    put(m, "l", t.layer);
    put(m, "x", t.text);
    put(m, "px", t.inPixels);
    put(m, "b", t.box);
    put(m, "a", t.anchor);
    put(m, "apx", t.anchorInPixels);
    put(m, "av", t.anchorVisible);
}

/// None, or exactly so many.
std::vector<double> exactly(Checked& in, const char* key, std::size_t count, bool& sound) {
    auto values = in.numbers(key, kMostPoints);
    sound = sound && (values.empty() || values.size() == count);
    return values;
}

} // namespace

QByteArray packPresentation(const Presentation& p) {
    QCborMap m;
    put(m, "cls", p.sopClass);
    put(m, "uid", p.sopInstance);
    put(m, "stu", p.studyUid);
    put(m, "ser", p.seriesUid);
    put(m, "lab", p.label);
    put(m, "des", p.description);
    put(m, "cd", p.creationDate);
    put(m, "ct", p.creationTime);
    put(m, "img", p.images);
    putAll(m, "win", p.windows, [](QCborMap& w, const PresentationWindow& one) {
        w.insert(Key("c"), one.center);
        w.insert(Key("w"), one.width);
        put(w, "f", one.function);
    });
    putAll(m, "area", p.areas, [](QCborMap& a, const PresentationArea& one) {
        put(a, "c", std::vector<double>{one.first[0], one.first[1], one.last[0], one.last[1]});
        put(a, "s", one.sizeMode);
        a.insert(Key("m"), one.magnification);
    });
    putAll(m, "shape", p.shapes, fillShape);
    putAll(m, "text", p.texts, fillText);
    put(m, "srect", p.shutter.rectangle);
    put(m, "scirc", p.shutter.circle);
    put(m, "spoly", p.shutter.polygon);
    put(m, "rot", p.rotation);
    put(m, "flip", p.flipped);
    put(m, "inv", p.inverted);
    put(m, "tab", p.hasTables);
    return m.toCborValue().toCbor();
}

Result<Presentation> unpackPresentation(std::span<const std::byte> bytes) {
    auto in = Checked::of(bytes);
    if (!in)
        return tl::unexpected(in.error());
    Presentation p;
    bool sound = true;
    p.sopClass = in->text("cls", 64);
    p.sopInstance = in->text("uid", 64);
    p.studyUid = in->text("stu", 64);
    p.seriesUid = in->text("ser", 64);
    p.label = in->text("lab", 512);
    p.description = in->text("des", 512);
    p.creationDate = in->text("cd", 64);
    p.creationTime = in->text("ct", 64);
    p.images = in->references("img");
    for (Checked& w : in->maps("win", kMostParts)) {
        p.windows.push_back(
            {w.references("i"), w.number("c").value_or(0), w.number("w").value_or(0), w.word("f")});
        sound = sound && w.sound() && p.windows.back().width > 0;
    }
    for (Checked& a : in->maps("area", kMostParts)) {
        const auto corners = exactly(a, "c", 4, sound);
        if (corners.empty())
            return fail(ErrorKind::Refused, "wire");
        p.areas.push_back({a.references("i"),
                           {corners[0], corners[1]},
                           {corners[2], corners[3]},
                           a.word("s"),
                           a.number("m").value_or(0)});
        sound = sound && a.sound();
    }
    for (Checked& s : in->maps("shape", kMostParts)) {
        p.shapes.push_back({s.text("l", 64), s.references("i"), s.flag("px"), s.word("g"),
                            s.numbers("xy", kMostPoints), s.flag("fill")});
        sound = sound && s.sound();
    }
    for (Checked& t : in->maps("text", kMostParts)) {
        p.texts.push_back({t.text("l", 64), t.text("x", 4000), t.references("i"), t.flag("px"),
                           exactly(t, "b", 4, sound), exactly(t, "a", 2, sound), t.flag("apx"),
                           t.flag("av")});
        sound = sound && t.sound();
    }
    p.shutter.rectangle = exactly(*in, "srect", 4, sound);
    p.shutter.circle = exactly(*in, "scirc", 3, sound);
    p.shutter.polygon = in->numbers("spoly", kMostPoints);
    sound = sound && p.shutter.polygon.size() % 2 == 0;
    p.rotation = int(in->integer("rot", 0, 270, 0));
    p.flipped = in->flag("flip");
    p.inverted = in->flag("inv");
    p.hasTables = in->flag("tab");
    if (!sound || !in->sound() || p.images.empty())
        return fail(ErrorKind::Refused, "wire");
    return p;
}

} // namespace casebook::dicom
