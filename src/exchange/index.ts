export type { Cell } from './csv-line.js';
export { drawsCsvLines, drawsJsonPieces } from './draws-table.js';
export { readPlanLock, writePlanLock } from './plan-lock-file.js';
export { readDataset } from './read-dataset.js';
export { endedLines, writeLines, requireNew, writeTable } from './write-table.js';
export { replaceText } from './replace-text.js';
export { dataBeside } from './data-beside.js';
export { modelFilesIn } from './model-files.js';
