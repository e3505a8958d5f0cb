// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/PainterChoice.h"

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr double kClearlyFaster = 0.7;
constexpr std::array kCodes{"auto", "cpu", "gpu"};

} // namespace

QByteArray renderChoiceCode(RenderChoice choice) { return kCodes[std::size_t(choice)]; }

std::optional<RenderChoice> renderChoiceFromCode(const QByteArray& code) {
    for (std::size_t i = 0; i < kCodes.size(); ++i)
        if (code == kCodes[i])
            return RenderChoice(i);
    return std::nullopt;
}

bool isSoftwareRenderer(const QString& renderer) {
    constexpr std::array names{"llvmpipe", "softpipe", "SwiftShader", "Software"};
    return std::any_of(names.begin(), names.end(), [&](const char* name) {
        return renderer.contains(QLatin1StringView(name), Qt::CaseInsensitive);
    });
}

bool wantsContext(RenderChoice choice, const QString& platform) {
    return choice != RenderChoice::Cpu && platform != QLatin1StringView("offscreen");
}

std::optional<PainterKind> painterFor(RenderChoice choice, const GlFacts& facts, int largestSide) {
    if (!wantsContext(choice, facts.platform) || !facts.hasContext)
        return PainterKind::Cpu;
    if (choice == RenderChoice::Gpu)
        return PainterKind::Gpu;
    if (isSoftwareRenderer(facts.renderer) || facts.largestTexture < largestSide)
        return PainterKind::Cpu;
    return std::nullopt;
}

PainterKind fasterPainter(double cpu_ms, double gpu_ms) {
    return gpu_ms < kClearlyFaster * cpu_ms ? PainterKind::Gpu : PainterKind::Cpu;
}

} // namespace casebook
