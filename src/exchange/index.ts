export { readDataset } from './read-dataset.js';
