// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/OverlaySampler.h"

#include <algorithm>

namespace casebook {

namespace {

/// Borders of a mask as directed unit edges between pixel corners, the inside on the right hand
/// (y runs down): along the top of a pixel to the right, down its right side, and so on.
class BorderEdges {
public:
    BorderEdges(const MaskImage& mask, std::uint8_t threshold)
        : mask_(mask), threshold_(std::max<std::uint8_t>(threshold, 1)), width_(mask.width + 1),
          edges_(std::size_t(width_) * std::size_t(mask.height + 1), 0) {
        for (int y = 0; y < mask.height; ++y) {
            for (int x = 0; x < mask.width; ++x) {
                if (in(x, y))
                    addPixel(x, y);
            }
        }
    }

    std::vector<PixelPolygon> chains() {
        std::vector<PixelPolygon> out;
        for (std::size_t corner = 0; corner < edges_.size(); ++corner) {
            while (edges_[corner] != 0)
                out.push_back(follow(corner));
        }
        return out;
    }

private:
    enum Direction : unsigned { Right, Down, Left, Up };
    static constexpr unsigned closed = 4;

    [[nodiscard]] bool in(int x, int y) const {
        return x >= 0 && y >= 0 && x < mask_.width && y < mask_.height &&
               mask_.values[std::size_t(y) * std::size_t(mask_.width) + std::size_t(x)] >= threshold_;
    }
    [[nodiscard]] std::size_t corner(int x, int y) const {
        return std::size_t(y) * std::size_t(width_) + std::size_t(x);
    }
    void add(int x, int y, Direction d) {
        edges_[corner(x, y)] = std::uint8_t(edges_[corner(x, y)] | (1U << d));
    }

    void addPixel(int x, int y) {
        if (!in(x, y - 1))
            add(x, y, Right);
        if (!in(x + 1, y))
            add(x + 1, y, Down);
        if (!in(x, y + 1))
            add(x + 1, y + 1, Left);
        if (!in(x - 1, y))
            add(x, y + 1, Up);
    }

    /// Takes the edges of one closed line away and returns its turning points.
    PixelPolygon follow(std::size_t start) {
        PixelPolygon line;
        const unsigned startDirection = firstOf(edges_[start]);
        std::size_t at = start;
        unsigned direction = startDirection;
        unsigned before = closed;
        while (direction != closed) {
            if (direction != before)
                line.push_back(
                    {mask_.x + int(at % std::size_t(width_)), mask_.y + int(at / std::size_t(width_))});
            edges_[at] = std::uint8_t(edges_[at] & ~(1U << direction));
            at = next(at, direction);
            before = direction;
            direction = turn(edges_[at], direction, at == start ? startDirection : closed);
        }
        // The line may have started in the middle of a straight run.
        if (line.size() > 2 && straight(line[line.size() - 1], line[0], line[1]))
            line.erase(line.begin());
        return line;
    }

    static unsigned firstOf(unsigned edges) {
        unsigned d = 0;
        while (((edges >> d) & 1U) == 0)
            ++d;
        return d;
    }
    /// Where two lines touch at a corner the right turn is taken: diagonal neighbours stay apart.
    static unsigned turn(unsigned edges, unsigned direction, unsigned closing) {
        for (unsigned step : {1U, 0U, 3U}) {
            const unsigned d = (direction + step) % 4;
            if (d == closing)
                return closed;
            if ((edges >> d) & 1U)
                return d;
        }
        return closed;
    }
    [[nodiscard]] std::size_t next(std::size_t at, unsigned direction) const {
        switch (direction) {
        case Right: return at + 1;
        case Down: return at + std::size_t(width_);
        case Left: return at - 1;
        default: return at - std::size_t(width_);
        }
    }
    static bool straight(const std::array<int, 2>& a, const std::array<int, 2>& b,
                         const std::array<int, 2>& c) {
        return (a[0] == b[0] && b[0] == c[0]) || (a[1] == b[1] && b[1] == c[1]);
    }

    const MaskImage& mask_;
    std::uint8_t threshold_;
    int width_;
    std::vector<std::uint8_t> edges_;
};

} // namespace

std::vector<PixelPolygon> outlinePolygons(const MaskImage& mask, std::uint8_t threshold) {
    if (mask.isEmpty())
        return {};
    return BorderEdges(mask, threshold).chains();
}

} // namespace casebook
