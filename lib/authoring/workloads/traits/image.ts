import { containerImage, imageDefaults, imageValues } from '../image';
import { trait } from '../trait';

/** The image of the main container, which users choose. */
export const image = trait({
  defaults: {
    /** The image of the main container, which users may choose. */
    image: imageDefaults,
  },
  fields: (defaults) => ({ image: imageValues(defaults.image) }),
  apply: (_, values) => ({ container: containerImage(values.image) }),
});
