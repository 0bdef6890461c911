// Makes the users at the first start. Afterwards a password is changed with db.changeUserPassword().
const { APP_DATABASE, APP_USER, APP_PASSWORD, MONITOR_USER, MONITOR_PASSWORD } = process.env;
db.getSiblingDB(APP_DATABASE).createUser({
  user: APP_USER,
  pwd: APP_PASSWORD,
  roles: [
    { role: 'readWrite', db: APP_DATABASE },
    { role: 'dbAdmin', db: APP_DATABASE },
  ],
});
db.getSiblingDB('admin').createUser({
  user: MONITOR_USER,
  pwd: MONITOR_PASSWORD,
  roles: [
    { role: 'clusterMonitor', db: 'admin' },
    { role: 'read', db: 'local' },
  ],
});
