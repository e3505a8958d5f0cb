// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QString>

#include <memory>

namespace casebook {

/// OpenGL 3.2 core without a window. The surface belongs to the thread that makes it, which must be the
/// GUI's; the context to the thread that calls `start`. VTK 9.3 here speaks GLX only: platform xcb.
class GlContext {
public:
    GlContext(); ///< makes the surface
    ~GlContext();
    GlContext(const GlContext&) = delete;
    GlContext& operator=(const GlContext&) = delete;

    /// Makes the context and makes it current in this thread. @return false where there is no OpenGL.
    [[nodiscard]] bool start();
    /// Destroys the context; in the thread that started it.
    void stop();
    bool makeCurrent();
    [[nodiscard]] bool isCurrent() const;
    void finish(); ///< waits until everything asked for is drawn
    [[nodiscard]] const QString& rendererName() const { return renderer_; }
    /// Draws on the processor: small pictures while moving.
    [[nodiscard]] bool isSoftware() const;
    /// GL_MAX_3D_TEXTURE_SIZE; 0 before start().
    [[nodiscard]] int largestTexture() const { return largestTexture_; }

private:
    QOffscreenSurface surface_;
    std::unique_ptr<QOpenGLContext> context_;
    QString renderer_;
    int largestTexture_ = 0;
};

} // namespace casebook
