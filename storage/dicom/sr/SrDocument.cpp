// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/sr/SrDocument.h"

#include "storage/dicom/sr/SrCbor.h"

namespace casebook::dicom {
namespace {

using namespace srCbor;

QCborMap nodeMap(const SrNode& n) {
    QCborMap m;
    put(m, "p", n.parent);
    put(m, "r", n.relationship);
    put(m, "t", n.type);
    put(m, "n", n.name);
    put(m, "x", n.text);
    put(m, "c", n.code);
    put(m, "nt", n.numberText);
    if (n.number)
        m.insert(Key("v"), *n.number);
    put(m, "u", n.unit);
    put(m, "q", n.qualifier);
    put(m, "o", n.references);
    put(m, "g", n.graphic);
    put(m, "xy", n.points);
    put(m, "f", n.frameOfReference);
    put(m, "to", n.target);
    return m;
}

SrNode nodeOf(Checked& in) {
    SrNode n;
    n.parent = int(in.integer("p", -1, maxSrNodes, 0));
    n.relationship = in.word("r");
    n.type = in.word("t");
    n.name = in.code("n");
    n.text = in.text("x", maxSrText);
    n.code = in.code("c");
    n.numberText = in.text("nt", 512);
    n.number = in.number("v");
    n.unit = in.code("u");
    n.qualifier = in.code("q");
    n.references = in.references("o");
    n.graphic = in.word("g");
    n.points = in.numbers("xy", maxSrPoints);
    n.frameOfReference = in.text("f", 64);
    n.target = in.integers("to", 1000);
    return n;
}

} // namespace

bool SrDocument::isKeyObject() const {
    return sopClass == QLatin1StringView("1.2.840.10008.5.1.4.1.1.88.59");
}

bool SrDocument::isCad() const {
    // Mammography, chest and colon CAD.
    for (const auto last : {QLatin1StringView("50"), QLatin1StringView("65"), QLatin1StringView("69")})
        if (sopClass == QLatin1StringView("1.2.840.10008.5.1.4.1.1.88.") + last)
            return true;
    return false;
}

std::vector<int> SrDocument::children(int node) const {
    std::vector<int> out;
    for (int i = node + 1;
         i < int(nodes.size()) && nodes[std::size_t(i)].depth > nodes[std::size_t(node)].depth; ++i)
        if (nodes[std::size_t(i)].parent == node)
            out.push_back(i);
    return out;
}

int SrDocument::child(int node, const char* code, const char* scheme) const {
    for (const int i : children(node))
        if (nodes[std::size_t(i)].name.is(code, scheme))
            return i;
    return -1;
}

int SrDocument::resolved(int node) const {
    const std::vector<int>& path = nodes[std::size_t(node)].target;
    if (path.empty())
        return node;
    int at = path.front() == 1 && !nodes.empty() ? 0 : -1;
    for (std::size_t step = 1; step < path.size() && at >= 0; ++step) {
        const std::vector<int> below = children(at);
        const int wanted = path[step] - 1;
        at = wanted >= 0 && wanted < int(below.size()) ? below[std::size_t(wanted)] : -1;
    }
    return at >= 0 && nodes[std::size_t(at)].target.empty() ? at : -1;
}

QByteArray packReport(const SrDocument& d) {
    QCborMap m;
    put(m, "cls", d.sopClass);
    put(m, "uid", d.sopInstance);
    put(m, "stu", d.studyUid);
    put(m, "ser", d.seriesUid);
    put(m, "man", d.manufacturer);
    put(m, "mdl", d.model);
    put(m, "sw", d.software);
    put(m, "dsn", d.deviceSerial);
    put(m, "cd", d.contentDate);
    put(m, "ct", d.contentTime);
    put(m, "cf", d.completion);
    put(m, "vf", d.verification);
    put(m, "ver", d.verifiers);
    put(m, "ev", d.evidence);
    put(m, "cut", d.truncatedTree);
    QCborArray nodes;
    for (const SrNode& n : d.nodes)
        nodes.append(nodeMap(n));
    m.insert(Key("nodes"), nodes);
    return m.toCborValue().toCbor();
}

Result<SrDocument> unpackReport(std::span<const std::byte> bytes) {
    auto in = Checked::of(bytes);
    if (!in)
        return tl::unexpected(in.error());
    SrDocument d;
    d.sopClass = in->text("cls", 64);
    d.sopInstance = in->text("uid", 64);
    d.studyUid = in->text("stu", 64);
    d.seriesUid = in->text("ser", 64);
    d.manufacturer = in->text("man", 512);
    d.model = in->text("mdl", 512);
    d.software = in->text("sw", 512);
    d.deviceSerial = in->text("dsn", 512);
    d.contentDate = in->text("cd", 64);
    d.contentTime = in->text("ct", 64);
    d.completion = in->word("cf");
    d.verification = in->word("vf");
    d.verifiers = in->texts("ver", 64, 2000);
    d.evidence = in->references("ev");
    d.truncatedTree = in->flag("cut");
    for (Checked& item : in->maps("nodes", maxSrNodes)) {
        SrNode n = nodeOf(item);
        const int here = int(d.nodes.size());
        // Document order: the parent stands before, and is the last item above this depth.
        const bool fits = here == 0 ? n.parent == -1 : n.parent >= 0 && n.parent < here;
        if (!item.sound() || !fits)
            return fail(ErrorKind::Refused, "wire");
        n.depth = here == 0 ? 0 : d.nodes[std::size_t(n.parent)].depth + 1;
        if (here > 0 && (n.depth > maxSrDepth || n.depth > d.nodes.back().depth + 1))
            return fail(ErrorKind::Refused, "wire");
        d.nodes.push_back(std::move(n));
    }
    if (!in->sound() || d.nodes.empty())
        return fail(ErrorKind::Refused, "wire");
    return d;
}

} // namespace casebook::dicom
