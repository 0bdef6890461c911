export { edited, type Edit } from './edit';
export { printedChart, type Printed, type PrintedChart } from './printed';
export { Project } from './project';
export { editsOf, proposals, type Proposal } from './propose';
export { jsonOfProposal, printProposal } from './report';
export { readSaved, savedText } from './saved';
