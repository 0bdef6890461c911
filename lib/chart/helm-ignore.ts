/** `.helmignore`: what people leave in a chart's folder and what no package should hold. */
export const helmIgnore = `# Patterns of files that are left out of the package.
.DS_Store
.git/
.gitignore
.idea/
.vscode/
*.bak
*.orig
/*.prov
*.swp
/*.tgz
*.tmp
*~
`;
