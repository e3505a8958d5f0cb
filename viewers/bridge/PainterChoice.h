// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace casebook {

/// Setting "viewer.3d": who draws 3D pictures.
enum class RenderChoice { Auto, Cpu, Gpu };
[[nodiscard]] QByteArray renderChoiceCode(RenderChoice choice); ///< "auto", "cpu", "gpu"
[[nodiscard]] std::optional<RenderChoice> renderChoiceFromCode(const QByteArray& code);

enum class PainterKind { Cpu, Gpu };

/// What is known of the machine's OpenGL.
struct GlFacts {
    QString platform;           ///< of Qt: "xcb", "offscreen"
    bool hasContext = false;
    QString renderer;           ///< GL_RENDERER
    int largestTexture = 0;     ///< GL_MAX_3D_TEXTURE_SIZE, voxels a side
};

/// OpenGL drawn on the processor: "llvmpipe", "softpipe", "SwiftShader", "Software".
[[nodiscard]] bool isSoftwareRenderer(const QString& renderer);
/// Whether it is worth asking for a context at all.
[[nodiscard]] bool wantsContext(RenderChoice choice, const QString& platform);
/// Nothing: it is to be timed (Auto on a machine with a graphics card). Gpu without a context is Cpu.
/// @param largestSide  of the volume, voxels
[[nodiscard]] std::optional<PainterKind> painterFor(RenderChoice choice, const GlFacts& facts,
                                                    int largestSide);
/// The graphics card must be clearly faster: its pictures can't be given up half-way.
[[nodiscard]] PainterKind fasterPainter(double cpu_ms, double gpu_ms);

} // namespace casebook
