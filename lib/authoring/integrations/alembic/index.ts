export {
  alembicGate,
  alembicUpgrade,
  alembicUpgradeCommand,
  type AlembicGateProps,
  type AlembicUpgradeProps,
} from './alembic';
