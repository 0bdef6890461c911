import { containerImage, imageDefaults, imageValues } from '../image';
import { trait, type Named } from '../trait';

const imageDeclared = trait({
  defaults: {
    /** The image of the main container, which users may choose. */
    image: imageDefaults,
  },
  fields: (defaults) => ({ image: imageValues(defaults.image) }),
  apply: (_, values) => ({ container: containerImage(values.image) }),
});

export interface ImageTrait extends Named<typeof imageDeclared> {}

/** The image of the main container, which users choose. */
export const image: ImageTrait = imageDeclared;
