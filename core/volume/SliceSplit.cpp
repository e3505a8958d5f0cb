// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/SliceGroups.h"
#include "core/volume/SliceOrder.h"

#include <algorithm>
#include <functional>
#include <map>

namespace casebook {

namespace {

constexpr double samePlace_mm = 0.001;

using Key = std::function<QString(const SliceHeader&)>;

const Key byTime = [](const SliceHeader& h) { return h.time; };
const Key byTrigger = [](const SliceHeader& h) { return h.trigger; };
const Key byClock = [](const SliceHeader& h) { return h.clock; };
const Key byBin = [](const SliceHeader& h) { return h.bin; };
const Key byAcquisition = [](const SliceHeader& h) { return h.acquisition; };
const Key byEcho = [](const SliceHeader& h) { return h.echo; };
const Key byEnergy = [](const SliceHeader& h) { return h.kvp; };
const Key byKernel = [](const SliceHeader& h) { return h.kernel; };
const Key byThickness = [](const SliceHeader& h) { return QString::number(h.sliceThickness_mm, 'f', 2); };
const Key byStack = [](const SliceHeader& h) { return h.stack; };
const Key byType = [](const SliceHeader& h) { return h.imageType.join(u'\\'); };

double along(const SliceHeader& h, const WorldVector& normal) { return h.position->dot(normal); }

/// Runs of slices at one place; the group is sorted.
std::vector<std::vector<int>> places(const std::vector<SliceHeader>& headers, const SliceGroup& group) {
    const WorldVector n = group.normal();
    std::vector<std::vector<int>> out;
    double last = 0;
    for (int i : group.slices) {
        const double s = along(headers[std::size_t(i)], n);
        if (out.empty() || s - last >= samePlace_mm)
            out.emplace_back();
        out.back().push_back(i);
        last = s;
    }
    return out;
}

std::size_t mostAtOnePlace(const std::vector<std::vector<int>>& at) {
    std::size_t most = 0;
    for (const std::vector<int>& p : at)
        most = std::max(most, p.size());
    return most;
}

SliceFit fitOf(const std::vector<SliceHeader>& headers, const SliceGroup& group) {
    std::vector<WorldPoint> positions;
    for (int i : group.slices)
        positions.push_back(*headers[std::size_t(i)].position);
    return fitPositions(positions, group.normal());
}

bool even(const SliceFit& fit) {
    return fit.kind == SliceFit::Class::Uniform || fit.kind == SliceFit::Class::NearlyUniform;
}

void dropIdentical(const std::vector<SliceHeader>& headers, SliceGroup& group,
                   std::vector<LeftOut>& leftOut) {
    std::vector<int> kept;
    for (const std::vector<int>& place : places(headers, group)) {
        std::vector<QByteArray> seen;
        for (int i : place) {
            const QByteArray& hash = headers[std::size_t(i)].pixelHash;
            if (!hash.isEmpty() && std::find(seen.begin(), seen.end(), hash) != seen.end()) {
                leftOut.push_back({headers[std::size_t(i)].instance, "duplicate-position"});
                ++group.sharedPlaces;
                continue;
            }
            seen.push_back(hash);
            kept.push_back(i);
        }
    }
    group.slices = kept;
}

std::vector<SliceGroup> byKey(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                              const Key& key) {
    std::map<QString, std::vector<int>, decltype(&earlier)> parts(&earlier);
    for (int i : group.slices)
        parts[key(headers[std::size_t(i)])].push_back(i);
    std::vector<SliceGroup> out;
    for (const auto& [value, slices] : parts) {
        SliceGroup part = group;
        part.slices = slices;
        sortSlices(headers, part);
        out.push_back(std::move(part));
    }
    return out;
}

void numberPhases(std::vector<SliceGroup>& parts, int set) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].phase = int(i);
        parts[i].phases = int(parts.size());
        parts[i].phaseSet = set;
    }
}

/// Parts in which no place is shared, as many as images at the most crowded place; else nothing.
std::vector<SliceGroup> splitShared(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                                    const Key& key, std::size_t most) {
    std::vector<SliceGroup> parts = byKey(headers, group, key);
    if (parts.size() != most)
        return {};
    for (const SliceGroup& part : parts) {
        if (mostAtOnePlace(places(headers, part)) > 1)
            return {};
    }
    return parts;
}

/// The n-th image at every place in order of time and acquisition, where all places hold as many.
std::vector<SliceGroup> splitByRank(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                                    std::size_t most) {
    std::vector<SliceGroup> parts(most, group);
    for (SliceGroup& part : parts)
        part.slices.clear();
    for (std::vector<int> place : places(headers, group)) {
        if (place.size() != most)
            return {};
        const auto before = [&](int a, int b) {
            const SliceHeader& x = headers[std::size_t(a)];
            const SliceHeader& y = headers[std::size_t(b)];
            for (const Key* key : {&byTime, &byTrigger, &byClock}) {
                if (earlier((*key)(x), (*key)(y)) || earlier((*key)(y), (*key)(x)))
                    return earlier((*key)(x), (*key)(y));
            }
            return earlier(x.acquisition, y.acquisition);
        };
        std::stable_sort(place.begin(), place.end(), before);
        for (std::size_t i = 0; i + 1 < most; ++i) {
            if (!before(place[i], place[i + 1]))
                return {};
        }
        for (std::size_t i = 0; i < most; ++i)
            parts[i].slices.push_back(place[i]);
    }
    return parts;
}

/// Parts of at least three slices each, all evenly spaced; else nothing.
std::vector<SliceGroup> splitUneven(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                                    const Key& key) {
    std::vector<SliceGroup> parts = byKey(headers, group, key);
    if (parts.size() < 2)
        return {};
    for (const SliceGroup& part : parts) {
        if (part.slices.size() < 3 || !even(fitOf(headers, part)))
            return {};
    }
    return parts;
}

SliceGroup lowestNumbers(const std::vector<SliceHeader>& headers, SliceGroup group,
                         std::vector<LeftOut>& leftOut) {
    std::vector<int> kept;
    for (std::vector<int> place : places(headers, group)) {
        std::stable_sort(place.begin(), place.end(), [&](int a, int b) {
            return headers[std::size_t(a)].instanceNumber < headers[std::size_t(b)].instanceNumber;
        });
        kept.push_back(place.front());
        for (std::size_t i = 1; i < place.size(); ++i)
            leftOut.push_back({headers[std::size_t(place[i])].instance, "duplicate-position"});
        group.sharedPlaces += int(place.size()) - 1;
    }
    group.slices = kept;
    return group;
}

/// By one thing that follows in time; the parts are phases of each other.
std::vector<SliceGroup> splitByTime(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                                    std::size_t most, int& sets) {
    for (const Key* key : {&byTime, &byTrigger, &byBin, &byAcquisition}) {
        std::vector<SliceGroup> parts = splitShared(headers, group, *key, most);
        if (!parts.empty()) {
            numberPhases(parts, sets++);
            return parts;
        }
    }
    return {};
}

/// By one thing that does not, and then each part by time where it still shares places.
std::vector<SliceGroup> splitByKind(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                                    int& sets) {
    for (const Key* key : {&byEnergy, &byEcho, &byKernel, &byThickness, &byStack, &byType}) {
        std::vector<SliceGroup> out;
        const std::vector<SliceGroup> parts = byKey(headers, group, *key);
        int made = sets;
        bool sound = parts.size() > 1;
        for (const SliceGroup& part : parts) {
            const std::size_t most = mostAtOnePlace(places(headers, part));
            const std::vector<SliceGroup> phases =
                most == 1 ? std::vector<SliceGroup>{part} : splitByTime(headers, part, most, made);
            sound = sound && !phases.empty();
            out.insert(out.end(), phases.begin(), phases.end());
        }
        if (sound) {
            sets = made;
            return out;
        }
    }
    return {};
}

std::vector<SliceGroup> splitWherePlacesAreShared(const std::vector<SliceHeader>& headers,
                                                  const SliceGroup& group, std::size_t most,
                                                  std::vector<LeftOut>& leftOut, int& sets) {
    std::vector<SliceGroup> parts = splitByTime(headers, group, most, sets);
    if (parts.empty())
        parts = splitByKind(headers, group, sets);
    if (!parts.empty())
        return parts;
    parts = splitByRank(headers, group, most);
    if (!parts.empty()) {
        numberPhases(parts, sets++);
        return parts;
    }
    return {lowestNumbers(headers, group, leftOut)};
}

/// The parts lie in each other's range: two stacks in one series, not one whose steps change on the way.
bool interleaved(const std::vector<SliceHeader>& headers, const std::vector<SliceGroup>& parts) {
    std::vector<std::pair<double, double>> ranges;
    for (const SliceGroup& part : parts) {
        const WorldVector n = part.normal();
        ranges.emplace_back(along(headers[std::size_t(part.slices.front())], n),
                            along(headers[std::size_t(part.slices.back())], n));
    }
    std::sort(ranges.begin(), ranges.end());
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        if (ranges[i].first < ranges[i - 1].second)
            return true;
    }
    return false;
}

} // namespace

std::vector<SliceGroup> splitWhereNeeded(const std::vector<SliceHeader>& headers, SliceGroup group,
                                         std::vector<LeftOut>& leftOut, int& sets) {
    sortSlices(headers, group);
    if (!group.placed || group.localizer)
        return {group};
    dropIdentical(headers, group, leftOut);
    const std::vector<std::vector<int>> at = places(headers, group);
    const std::size_t most = mostAtOnePlace(at);
    // One place seen again and again (bolus timing) stays one stack to page through, in order of time.
    if (at.size() == 1)
        return {group};
    if (most > 1)
        return splitWherePlacesAreShared(headers, group, most, leftOut, sets);
    if (!even(fitOf(headers, group))) {
        for (const Key* key : {&byAcquisition, &byTime, &byKernel, &byStack}) {
            std::vector<SliceGroup> parts = splitUneven(headers, group, *key);
            if (!parts.empty())
                return parts;
        }
        for (const Key* key : {&byThickness, &byEnergy, &byEcho, &byType}) {
            std::vector<SliceGroup> parts = splitUneven(headers, group, *key);
            if (!parts.empty() && interleaved(headers, parts))
                return parts;
        }
    }
    return {group};
}

} // namespace casebook
