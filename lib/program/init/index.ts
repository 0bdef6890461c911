export { answerProblem, answersOf, moduleTypes, type Answers, type Written } from './answers';
export { guesses, versionOfRunner, type Surroundings } from './guesses';
export { mergeIgnored, mergePackage, packageProblem } from './merge';
export { gitIgnore, packageOf, projectFiles } from './project-files';
export { ownSource } from './own-source';
export { commandsOf } from './template/commands';
export { inTheWay, writeProject } from './write-project';
