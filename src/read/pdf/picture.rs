//! The largest picture of a page as shades of grey, for pages that are nothing but a picture.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData, SoftMask,
};

/// A picture wider or higher than this is left alone.
const LARGEST: u32 = 12_000;

/// Shades of grey, 0 being black, row by row.
pub(super) struct Picture {
    pub width: u32,
    pub height: u32,
    pub shades: Vec<u8>,
    /// From its dots to points of the page.
    pub to_page: Affine,
}

/// Keeps the largest picture that is drawn.
#[derive(Default)]
pub(super) struct Camera {
    pub picture: Option<Picture>,
}

impl Camera {
    fn keep(&mut self, picture: Picture) {
        let area = |picture: &Picture| u64::from(picture.width) * u64::from(picture.height);
        let is_whole = picture.shades.len() as u64 == area(&picture);
        if is_whole && self.picture.as_ref().is_none_or(|kept| area(kept) < area(&picture)) {
            self.picture = Some(picture);
        }
    }
}

impl<'a> Device<'a> for Camera {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if image.width().max(image.height()) > LARGEST {
            return;
        }
        let picture = |width, height, shades| Picture { width, height, shades, to_page: props.transform };
        match image {
            Image::Raster(image) => image.with_rgba(
                |data, _| match data {
                    ImageData::Luma(grey) => self.keep(picture(grey.width, grey.height, grey.data)),
                    ImageData::Rgb(colours) => {
                        let grey = |dot: &[u8]| (dot.iter().map(|part| u32::from(*part)).sum::<u32>() / 3) as u8;
                        let shades = colours.data.chunks_exact(3).map(grey).collect();
                        self.keep(picture(colours.width, colours.height, shades));
                    }
                },
                None,
            ),
            Image::Stencil(image) => image.with_stencil(
                |LumaData { width, height, data, .. }, _| {
                    let shades = data.into_iter().map(|ink| 255 - ink).collect();
                    self.keep(picture(width, height, shades));
                },
                None,
            ),
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
