// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/RenderScene.h"

#include <QObject>

#include <memory>

namespace casebook {

/// One thread that owns the off-screen OpenGL context and every VTK object of a 3D pane. Requests never
/// wait: the latest one wins, older ones are dropped, and each result carries its request's generation.
/// The surface is made where the object is made (Qt wants the GUI thread); without GL every request is
/// answered with error "no-display". Destroying it waits for the frame in work (a GL frame cannot be
/// interrupted). GUI thread; `finished` arrives there.
class RenderThread final : public QObject {
    Q_OBJECT
public:
    explicit RenderThread(QObject* parent = nullptr);
    ~RenderThread() override;

    /// Draws scene.quality first and, for Moving only that; Still is followed by Full on its own, unless
    /// another request comes. @return its generation, rising from 1.
    quint64 request(const RenderScene& scene);
    [[nodiscard]] bool isIdle() const;
    /// GL_RENDERER once known, e.g. "llvmpipe (LLVM 19.1.7, 256 bits)".
    [[nodiscard]] QString rendererName() const;

Q_SIGNALS:
    void finished(const casebook::RenderResult& result);

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

} // namespace casebook
