// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/sr/SrMeasurements.h"

#include <algorithm>
#include <unordered_map>

namespace casebook::dicom {
namespace {

constexpr int kMostWork = 20'000'000; ///< items looked at; a hostile tree refers to itself in every corner

constexpr const char *kGroup = "125007", *kSingleFinding = "111059", *kComposite = "111015",
                     *kRendering = "111056", *kSummary = "111017";

bool isCode(const SrNode& n, const char* value) { return n.name.is(value, "DCM"); }

QString joined(const QString& a, const QString& b) {
    return b.startsWith(a, Qt::CaseInsensitive) ? b : QString(a + u' ' + b).trimmed();
}

class Walk {
public:
    explicit Walk(const SrDocument& document)
        : d_(document), children_(document.nodes.size()), rendering_(renderingsOf(document)) {
        for (std::size_t i = 1; i < d_.nodes.size(); ++i)
            children_[std::size_t(d_.nodes[i].parent)].push_back(int(i));
    }

    SrMeasurements run() {
        SrMeasurements out;
        if (d_.nodes.empty())
            return out;
        readObservers();
        out.maker = makerOf(0);
        markCovered();
        for (int i = 0; i < int(d_.nodes.size()); ++i) {
            const SrNode& n = at(i);
            if (isCode(n, kSummary) && n.code.scheme == "DCM") {
                out.analysed = true;
                out.complete = n.code.value == "111241" || n.code.value == "111242";
            }
            if (isGroup(i) && !covered_[std::size_t(i)])
                out.groups.push_back(groupOf(i));
        }
        return out;
    }

private:
    const SrNode& at(int i) const { return d_.nodes[std::size_t(i)]; }
    const std::vector<int>& below(int i) const { return children_[std::size_t(i)]; }
    int child(int i, const char* code) const {
        for (const int c : below(i))
            if (isCode(at(c), code))
                return c;
        return -1;
    }

    bool isFinding(int i) const {
        return at(i).target.empty() && (isCode(at(i), kSingleFinding) || isCode(at(i), kComposite));
    }
    bool insideGroup(int i) const {
        for (int up = at(i).parent; up >= 0; up = at(up).parent)
            if (isCode(at(up), kGroup) || isFinding(up))
                return true;
        return false;
    }
    /// Also a number that stands by itself but says where it was measured.
    bool isGroup(int i) const {
        const SrNode& n = at(i);
        if (n.target.empty() && (isCode(n, kGroup) || isFinding(i)))
            return true;
        return n.type == "NUM" && n.number && !insideGroup(i) &&
               std::any_of(below(i).begin(), below(i).end(),
                           [&](int c) { return at(c).type == "SCOORD" || at(c).type == "SCOORD3D"; });
    }

    /// Findings that are part of another one which is shown are no findings of their own.
    void markCovered() {
        covered_.assign(d_.nodes.size(), false);
        for (int i = 0; i < int(d_.nodes.size()); ++i) {
            if (!isFinding(i) || rendering_[std::size_t(i)] == SrRendering::Never)
                continue;
            for (const int part : subtree(i))
                if (part != i && isFinding(part))
                    covered_[std::size_t(part)] = true;
        }
    }

    /// The item, all below it, and what these refer to.
    std::vector<int> subtree(int top) {
        std::vector<int> out{top};
        std::vector<bool>& seen = seen_;
        seen.resize(d_.nodes.size());
        seen[std::size_t(top)] = true;
        for (std::size_t next = 0; next < out.size() && work_ < kMostWork; ++next)
            for (const int c : below(out[next])) {
                ++work_;
                const int here = at(c).target.empty() ? c : resolved(c);
                // Never upwards: a reference to an item above would draw in the whole report.
                if (here < 0 || seen[std::size_t(here)] || isAbove(here, top))
                    continue;
                seen[std::size_t(here)] = true;
                out.push_back(here);
            }
        for (const int i : out)
            seen[std::size_t(i)] = false;
        return out;
    }
    bool isAbove(int candidate, int of) const {
        for (int up = at(of).parent; up >= 0; up = at(up).parent)
            if (up == candidate)
                return true;
        return false;
    }
    int resolved(int i) {
        const std::vector<int>& path = at(i).target;
        int here = path.front() == 1 ? 0 : -1;
        for (std::size_t step = 1; step < path.size() && here >= 0; ++step) {
            ++work_;
            const auto wanted = std::size_t(path[step]) - 1;
            here = path[step] > 0 && wanted < below(here).size() ? below(here)[wanted] : -1;
        }
        return here >= 0 && at(here).target.empty() ? here : -1;
    }

    struct Observer {
        QString device, vendor;
        bool hasDevice = false, hasPerson = false;
    };
    Observer observerAt(int i) const {
        Observer out;
        QString model;
        for (const int c : below(i)) {
            const SrNode& n = at(c);
            if (isCode(n, "121005")) {
                out.hasPerson = out.hasPerson || n.code.is("121006", "DCM");
                out.hasDevice = out.hasDevice || n.code.is("121007", "DCM");
            } else if (isCode(n, "121008")) {
                out.hasPerson = true;
            } else if (isCode(n, "121013")) {
                out.device = n.text.trimmed();
            } else if (isCode(n, "121014")) {
                out.vendor = n.text.trimmed();
            } else if (isCode(n, "121015")) {
                model = n.text.trimmed();
            } else if (isCode(n, "121012")) {
                out.hasDevice = true;
            }
        }
        if (out.device.isEmpty())
            out.device = joined(out.vendor, model);
        out.hasDevice = out.hasDevice || !out.device.isEmpty();
        return out;
    }
    void readObservers() { root_ = observerAt(0); }

    struct Algorithm {
        QString name, version;
    };
    std::optional<Algorithm> algorithmAt(int i) {
        const auto known = algorithms_.find(i);
        return known != algorithms_.end() ? known->second
                                          : algorithms_.emplace(i, readAlgorithm(i)).first->second;
    }
    std::optional<Algorithm> readAlgorithm(int i) const {
        const int name = child(i, "111001");
        if (name < 0 || at(name).text.trimmed().isEmpty())
            return {};
        const int version = child(i, "111003");
        return Algorithm{at(name).text.trimmed(), version < 0 ? QString() : at(version).text.trimmed()};
    }
    /// In the item, below it, above it; for a CAD report anywhere (the list of detections performed).
    std::optional<Algorithm> algorithmOf(int i) {
        for (const int part : subtree(i))
            if (auto found = algorithmAt(part))
                return found;
        for (int up = at(i).parent; up >= 0; up = at(up).parent)
            if (auto found = algorithmAt(up))
                return found;
        if (!d_.isCad())
            return {};
        if (!firstSearched_) {
            firstSearched_ = true;
            for (int any = 0; any < int(d_.nodes.size()) && !first_; ++any)
                first_ = algorithmAt(any);
        }
        return first_;
    }

    SrMaker makerOf(int i) {
        Observer by = i == 0 ? root_ : observerAt(i);
        if (!by.hasDevice && !by.hasPerson)
            by = root_;
        SrMaker out;
        out.vendor = by.vendor.isEmpty() ? d_.manufacturer : by.vendor;
        // The document as a whole is made by what its groups name, so only what stands at its root counts for it.
        const auto algorithm = i == 0 ? algorithmAt(0) : algorithmOf(i);
        if (algorithm) {
            out.name = algorithm->name;
            out.version = algorithm->version;
            out.automatic = true;
            return out;
        }
        out.name = by.device.isEmpty() ? joined(d_.manufacturer, d_.model) : by.device;
        out.version = d_.software;
        const bool manual = std::any_of(below(i).begin(), below(i).end(),
                                        [&](int c) { return at(c).code.is("123109", "DCM"); });
        out.automatic = d_.isCad() || (by.hasDevice && !by.hasPerson && !manual);
        return out;
    }

    void takeCode(SrGroup& g, const SrNode& n) const {
        if (isCode(n, "121071") && g.finding.isEmpty())
            g.finding = n.code;
        else if (n.name.is("363698007", "SCT") || n.name.is("G-C0E3", "SRT"))
            g.sites.push_back(n.code);
    }

    static std::optional<double> fraction(const SrNode& n) {
        if (!n.number)
            return {};
        const double value = n.unit.value == "%" ? *n.number / 100 : *n.number;
        return value >= 0 && value <= 1 ? std::optional(value) : std::nullopt;
    }

    void takeNumber(SrGroup& g, const SrNode& n) const {
        if (isCode(n, "111012") || isCode(n, "111011"))
            g.certainty = fraction(n);
        else if (isCode(n, "111047"))
            g.probability = fraction(n);
        else if (n.number)
            g.numbers.push_back({n.name, n.unit, *n.number});
    }

    void takeShape(SrGroup& g, int i) {
        const SrNode& n = at(i);
        SrShape shape;
        shape.graphic = n.graphic;
        shape.points = n.points;
        shape.frameOfReference = n.frameOfReference;
        shape.isCenter = isCode(n, "111010");
        shape.isRegion = isCode(n, "111041") || isCode(n, "111030") || isCode(n, "121055");
        for (const int c : below(i)) {
            const int image = at(c).target.empty() ? c : resolved(c);
            if (image >= 0 && at(image).type == "IMAGE" && !at(image).references.empty())
                shape.image = at(image).references.front();
        }
        g.shapes.push_back(std::move(shape));
    }

    SrGroup groupOf(int top) {
        SrGroup g;
        g.node = top;
        const SrNode& head = at(top);
        if (head.type == "CODE" && !head.code.isEmpty())
            g.finding = head.code;
        if (head.type == "NUM")
            takeNumber(g, head);
        g.rendering = rendering_[std::size_t(top)];
        g.maker = makerOf(top);
        for (const int i : subtree(top)) {
            const SrNode& n = at(i);
            const bool direct = n.parent == top;
            if (isNever(i, top))
                continue;
            if (direct && n.type == "TEXT" && isCode(n, "112039"))
                g.trackingId = n.text.trimmed();
            else if (direct && n.type == "UIDREF" && isCode(n, "112040"))
                g.trackingUid = n.text.trimmed();
            else if (direct && n.type == "CODE")
                takeCode(g, n);
            else if (direct && n.type == "NUM")
                takeNumber(g, n);
            else if ((n.type == "SCOORD" || n.type == "SCOORD3D") && !isReferencePoint(i))
                takeShape(g, i);
            else if (n.type == "IMAGE" && (isCode(n, "121191") || isCode(n, "121214")))
                g.segments.insert(g.segments.end(), n.references.begin(), n.references.end());
        }
        return g;
    }
    bool isNever(int i, int top) const {
        return rendering_[std::size_t(i)] == SrRendering::Never &&
               rendering_[std::size_t(top)] != SrRendering::Never;
    }
    /// Where a label is written, not where anything was found.
    bool isReferencePoint(int i) const {
        return at(at(i).parent).type == "TEXT" || at(i).name.meaning == QLatin1StringView("Reference Points");
    }

    const SrDocument& d_;
    std::vector<std::vector<int>> children_;
    std::vector<SrRendering> rendering_;
    std::vector<bool> covered_, seen_;
    std::unordered_map<int, std::optional<Algorithm>> algorithms_;
    Observer root_;
    std::optional<Algorithm> first_;
    bool firstSearched_ = false;
    int work_ = 0;
};

} // namespace

std::vector<SrRendering> renderingsOf(const SrDocument& document) {
    std::vector<std::optional<SrRendering>> own(document.nodes.size());
    for (const SrNode& n : document.nodes)
        if (n.parent >= 0 && n.name.is(kRendering, "DCM"))
            own[std::size_t(n.parent)] = n.code.value == "111152"   ? SrRendering::Never
                                         : n.code.value == "111151" ? SrRendering::Optional
                                                                    : SrRendering::Required;
    std::vector<SrRendering> out(document.nodes.size(), SrRendering::Required);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int parent = document.nodes[i].parent;
        const SrRendering above = parent < 0 ? SrRendering::Required : out[std::size_t(parent)];
        out[i] = above == SrRendering::Never ? above : own[i].value_or(above);
    }
    return out;
}

SrMeasurements measurementsOf(const SrDocument& document) { return Walk(document).run(); }

} // namespace casebook::dicom
